"""Bodies and pictures of imported articles."""
