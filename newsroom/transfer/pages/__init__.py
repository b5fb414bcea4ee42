"""Pages of other sites, which become pages beside the news."""
