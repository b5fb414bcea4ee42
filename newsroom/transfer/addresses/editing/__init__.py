"""Redirects that people make, one by one or as a table."""
