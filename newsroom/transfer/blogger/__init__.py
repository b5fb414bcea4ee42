"""Blogs of Blogger: backups (Atom) and Google Takeout."""
