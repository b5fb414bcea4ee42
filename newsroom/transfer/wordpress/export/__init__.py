"""The way out to WordPress: articles, pages, comments and photos as a WXR file."""
