"""HTML as a tree: parsed within bounds, written."""
