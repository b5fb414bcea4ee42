"""The formats of our feeds.

Items have, beyond Django's, `body` (HTML), `authors` (`FeedAuthor`, …), `tags` (names) and `photo`
(`FeedPhoto` or None). A feed may have `hub`, the URL of its WebSub hub.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator

from newsroom.thai.dates import iso_bangkok

MEDIA_NAMESPACE = {"xmlns:media": "http://search.yahoo.com/mrss/"}


@dataclass(frozen=True)
class FeedAuthor:
    """An author of an item."""

    name: str
    url: str


@dataclass(frozen=True)
class FeedPhoto:
    """The lead photo of an item, a JPEG; `credit` is whom who republishes it has to name."""

    url: str
    width: int
    height: int
    bytes: int
    caption: str
    credit: str

    @property
    def text(self) -> str:
        """Caption and credit in one line."""
        return " ".join(filter(None, [self.caption, self.credit and f"ภาพ: {self.credit}"]))


class Writable(Protocol):
    """A binary file or an `HttpResponse`."""

    def write(self, content: bytes) -> object: ...


def _add_media(handler: SimplerXMLGenerator, photo: FeedPhoto | None) -> None:
    """The photo as Media RSS (https://www.rssboard.org/media-rss)."""
    if photo is None:
        return
    attributes = {
        "url": photo.url,
        "type": "image/jpeg",
        "medium": "image",
        "width": str(photo.width),
        "height": str(photo.height),
        "fileSize": str(photo.bytes),
    }
    handler.startElement("media:content", attributes)  # type: ignore[arg-type]
    if photo.caption:
        handler.addQuickElement("media:description", photo.caption, {"type": "plain"})
    if photo.credit:
        role = {"role": "photographer", "scheme": "urn:ebu"}
        handler.addQuickElement("media:credit", photo.credit, role)
    handler.endElement("media:content")


class RssFeed(Rss201rev2Feed):
    """RSS 2.0 with the text in `content:encoded` (RSS Content Module)."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            **MEDIA_NAMESPACE,
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if hub := self.feed.get("hub"):
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["body"])
        _add_media(handler, item["photo"])


class AtomFeed(Atom1Feed):
    """Atom (RFC 4287) with the text in `content`."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), **MEDIA_NAMESPACE}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if hub := self.feed.get("hub"):
            handler.addQuickElement("link", "", {"rel": "hub", "href": hub})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["body"], {"type": "html"})
        _add_media(handler, item["photo"])


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Writable, encoding: str) -> None:
        hub = self.feed.get("hub")
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            **({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {}),
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        dates: dict[str, datetime | None] = {
            "date_published": item["pubdate"],
            "date_modified": item["updateddate"],
        }
        photo: FeedPhoto | None = item["photo"]
        attachment = photo and {
            "url": photo.url,
            "mime_type": "image/jpeg",
            "title": photo.text,
            "size_in_bytes": photo.bytes,
        }
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["body"],
            **{name: iso_bangkok(date) for name, date in dates.items() if date},
            "authors": [asdict(author) for author in item["authors"]],
            "tags": item["tags"],
            "language": self.feed["language"],
            **({"image": photo.url, "attachments": [attachment]} if photo else {}),
        }
