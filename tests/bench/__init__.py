"""Measurements anyone can run: `make bench`. Figures are medians; nothing here passes or fails."""
