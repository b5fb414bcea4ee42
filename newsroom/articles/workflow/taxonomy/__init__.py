"""Changes of sections, authors and tags that their articles follow."""
