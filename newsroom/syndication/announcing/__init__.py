"""Telling search engines and feed hubs that articles changed."""
