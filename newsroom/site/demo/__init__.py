"""The demo: a day's worth of news from a province that does not exist.

`people.json` has the paper's identity, sections and authors, `stories.json` the stories with their
comments; times are hours before the moment of loading, so that the news is always fresh.
"""
