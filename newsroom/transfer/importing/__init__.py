"""Writes what readers of other systems hand over: articles, sections, authors, tags, comments."""
