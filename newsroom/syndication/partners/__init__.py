"""Feeds for partners who republish our articles."""
