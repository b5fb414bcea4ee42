"""JSON Lines: a line for each article."""
