"""WordPress export files (WXR 1.0–1.2, an RSS dialect): text, elements, items."""
