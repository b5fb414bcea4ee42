"""Rows that are kept in step with articles, for quick lists: never edited by people."""
