"""What LINE TODAY asks of a partner's XML.

Its guide is for partners only; these are the fields, their order and units in which the feeds of eight
papers in Thailand, Taiwan and Indonesia agree, whose source is public (Thai PBS's and mirrormedia's
among them).
"""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree

FIELDS = (
    "ID", "nativeCountry", "language", "publishCountries", "startYmdtUnix", "endYmdtUnix", "title",
    "category", "publishTimeUnix", "updateTimeUnix", "contentType", "thumbnail", "contents",
    "recommendArticles", "author", "sourceUrl", "tags",
)  # fmt: skip
OPTIONAL = {"thumbnail", "recommendArticles", "tags"}
TIMES = ("startYmdtUnix", "endYmdtUnix", "publishTimeUnix", "updateTimeUnix")
# In milliseconds 2000 and 2100; in seconds that would be 1970 and 34,000 years later.
EARLIEST, LATEST = 946_684_800_000, 4_102_444_800_000
URLS = (
    "thumbnail", "sourceUrl", "contents/image/url", "contents/image/thumbnail",
    "recommendArticles/article/url", "recommendArticles/article/thumbnail",
)  # fmt: skip


def line_today_problems(document: bytes) -> list[str]:
    """What is wrong with it; empty if nothing is."""
    root = ElementTree.fromstring(document)
    found = [] if root.tag == "articles" else ["the root is not articles"]
    if [child.tag for child in root][:2] != ["UUID", "time"]:
        found.append("no UUID and time at the beginning")
    found += _bad_times(root, ("time",))
    articles = root.findall("article")
    ids = [article.findtext("ID") for article in articles]
    if len(set(ids)) != len(ids):
        found.append("an ID that is not unique")
    return found + [problem for article in articles for problem in _article(article)]


def _article(article: ElementTree.Element) -> list[str]:
    names = [child.tag for child in article]
    found = [f"no {name}" for name in FIELDS if name not in names and name not in OPTIONAL]
    if names != [name for name in FIELDS if name in names]:
        found.append(f"fields unknown, twice or in another order: {names}")
    found += [f"{name} is empty" for name in (*FIELDS[:3], "title", "category", "author", "sourceUrl",
              "contents/text/content") if not (article.findtext(name) or "").strip()]  # fmt: skip
    found += _bad_times(article, TIMES)
    start, end = (int(article.findtext(name) or 0) for name in TIMES[:2])
    if end <= start:
        found.append("it ends before it starts")
    for name in URLS:
        for element in article.findall(name):
            parts = urlsplit(element.text or "")
            if parts.scheme not in ("http", "https") or not (element.text or "").isascii():
                found.append(f"{name} is no absolute address")
    return found


def _bad_times(parent: ElementTree.Element, names: tuple[str, ...]) -> list[str]:
    return [
        f"{name} is not in milliseconds"
        for name in names
        if not EARLIEST < int(parent.findtext(name) or 0) < LATEST
    ]
