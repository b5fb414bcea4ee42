"""Texts of WordPress posts: shortcodes, text of the classic editor between blocks."""
