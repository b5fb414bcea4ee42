"""What the site does with what an import brings."""
