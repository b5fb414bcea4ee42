"""The elements of a WXR file as text."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from newsroom.thai.dates import in_bangkok

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
TAIL = "</channel>\n</rss>\n"
_FORMAT = "%Y-%m-%d %H:%M:%S"
_NO_DATE = "0000-00-00 00:00:00"
# What XML 1.0 has no way to write.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(name: str, text: object) -> str:
    """An element with a short text."""
    return f"<{name}>{escape(_NO_XML.sub('', str(text)))}</{name}>"


def cdata(name: str, text: str) -> str:
    """An element with a text of any form, as WordPress writes it."""
    clean = _NO_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{clean}]]></{name}>"


def term(domain: str, nicename: str, name: str) -> str:
    """A category, tag or author of an item."""
    clean = _NO_XML.sub("", name).replace("]]>", "]]]]><![CDATA[>")
    attributes = f"domain={quoteattr(domain)} nicename={quoteattr(nicename)}"
    return f"<category {attributes}><![CDATA[{clean}]]></category>"


def meta(key: str, value: object) -> str:
    """A field of an item."""
    inner = cdata("wp:meta_key", key) + cdata("wp:meta_value", str(value))
    return f"<wp:postmeta>{inner}</wp:postmeta>"


def dates(prefix: str, moment: datetime | None) -> str:
    """A time in Bangkok's zone and in UTC."""
    local = in_bangkok(moment).strftime(_FORMAT) if moment else _NO_DATE
    utc = moment.astimezone(UTC).strftime(_FORMAT) if moment else _NO_DATE
    return element(f"wp:{prefix}_date", local) + element(f"wp:{prefix}_date_gmt", utc)
