"""The demo: one day's news of a province that does not exist.

`people.json` has the site's settings, sections and authors; `articles.json` the articles with their
comments. Times are hours before loading, so that the news is always new. In a body,
`<figure data-demo-photo="market">` stands for `photos/market.webp`.
"""
