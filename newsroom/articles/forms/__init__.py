"""Forms of the admin: the article with its inlines, and the merging of tags."""
