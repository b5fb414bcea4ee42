"""What passes between reporters and editors while an article is on its way to readers."""
