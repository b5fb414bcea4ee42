"""Benchmarks (`make bench`). Figures are medians; nothing here passes or fails."""
