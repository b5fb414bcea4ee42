"""Rules of the W3C feed validator (https://validator.w3.org/feed/docs/), as a check of our own."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}"
DC, MEDIA = "{http://purl.org/dc/elements/1.1/}", "{http://search.yahoo.com/mrss/}"
# HTML that feed readers are known to keep; the validator warns of any other.
ELEMENTS = set(
    "a abbr acronym address b big blockquote br caption center cite code col colgroup dd del dfn dir "
    "div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd label li map ol p pre q s samp small span "
    "strike strong sub sup table tbody td tfoot th thead tr tt u ul var".split()
)
ATTRIBUTES = set(
    "abbr align alt axis cite class cols colspan datetime dir headers height href hreflang id lang "
    "longdesc name rel rows rowspan rules scope size span src start summary title type valign value "
    "width".split()
)
NOT_IN_FEEDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.problems.append(f"<{tag}> in HTML")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.problems.append(f"{name}= of <{tag}> in HTML")
            if name in ("href", "src", "cite") and not _is_absolute(value or ""):
                self.problems.append(f"relative address {value!r} in HTML")


def _is_absolute(url: str) -> bool:
    parts = urlsplit(url)
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    return url.isascii() and (is_web or parts.scheme in ("mailto", "tel"))


def html_problems(html: str) -> list[str]:
    """What the validator says of a text in HTML."""
    parser = _Html()
    parser.feed(html)
    return parser.problems


def problems(feed: bytes) -> list[str]:
    """What is wrong with an RSS or Atom feed; empty if nothing is."""
    found = [f"character {one!r}" for one in NOT_IN_FEEDS.findall(feed.decode())]
    root = ElementTree.fromstring(feed)
    return found + (_rss(root) if root.tag == "rss" else _atom(root))


def _rss(root: ElementTree.Element) -> list[str]:
    channel = root.find("channel")
    assert channel is not None
    found = [f"no {name}" for name in ("title", "link", "description", "language", "lastBuildDate")
             if not (channel.findtext(name) or "").strip()]  # fmt: skip
    self_links = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(self_links) != 1 or not _is_absolute(self_links[0].get("href", "")):
        found.append("no atom:link with rel=self")
    guids = [item.findtext("guid") for item in channel.findall("item")]
    if len(guids) != len(set(guids)) or None in guids:
        found.append("a guid that is missing or not unique")
    for item in channel.findall("item"):
        if not _is_absolute(item.findtext("link") or ""):
            found.append("an item's link is not absolute")
        parsedate_to_datetime(item.findtext("pubDate") or "")
        if not item.findtext(f"{DC}creator"):
            found.append("an item without dc:creator")
        found += html_problems(item.findtext(f"{CONTENT}encoded") or "")
        for enclosure in item.findall("enclosure"):
            if not _is_absolute(enclosure.get("url", "")) or not enclosure.get("length"):
                found.append("a bad enclosure")
        if len(item.findall("enclosure")) > 1:
            found.append("two enclosures")
        found += [f"media:content without {name}" for media in item.findall(f"{MEDIA}content")
                  for name in ("url", "type", "medium") if not media.get(name)]  # fmt: skip
    return found


def _atom(root: ElementTree.Element) -> list[str]:
    date = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
    found = [f"no {name}" for name in ("id", "title", "updated") if not root.findtext(ATOM + name)]
    if not [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        found.append("no link with rel=self")
    for entry in root.findall(f"{ATOM}entry"):
        found += [f"an entry without {name}" for name in ("id", "title", "updated", "author/name")
                  if not entry.findtext("/".join(ATOM + part for part in name.split("/")))]  # fmt: skip
        for name in ("updated", "published"):
            if not date.fullmatch(entry.findtext(ATOM + name) or ""):
                found.append(f"{name} is no date of RFC 3339")
        found += html_problems(entry.findtext(f"{ATOM}content") or "")
        for link in entry.findall(f"{ATOM}link"):
            if not _is_absolute(link.get("href", "")):
                found.append("a link of an entry is not absolute")
    return found
