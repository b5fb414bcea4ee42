"""Links and other attributes inside imported texts."""
