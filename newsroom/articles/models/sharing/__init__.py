"""What other sites show of an article."""
