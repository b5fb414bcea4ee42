"""The demo: one day's news of a province that does not exist.

`people.json` has the site's settings, sections, authors and described tags; `articles.json` the
articles with their comments. Times are hours before loading, so that the news is always new. In a body,
`<figure data-demo-photo="market">` stands for `photos/market.webp`, `<figure data-demo-document=…>`
for a file in `documents/` (text in Noto Sans Thai, as in `images/share_cards/fonts`).
"""
