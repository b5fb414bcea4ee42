"""Article HTML for readers outside the site's own pages: feed readers, partners."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

import nh3
from django.utils.encoding import iri_to_uri

from newsroom.thai.lines.joiners import without_joiners

# Older feed readers and the W3C feed validator know no HTML 5: what they would drop or warn of is
# written otherwise. `<figure>` is a `<div>`, its caption a paragraph.
_OLDER_ELEMENTS = (("figure", "div"), ("figcaption", "p"))
_ELEMENTS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em h2 h3 h4 h5 h6 hr "
    "i img ins kbd li ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr u "
    "ul var".split()
)
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_URL_ATTRIBUTES = frozenset({"href", "src", "cite"})
# U+FFFD, noncharacters, and the control characters that XML 1.0 has no way to write.
_NOT_FOR_FEEDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]")


def feed_text(text: str) -> str:
    """Text without word joiners, what XML cannot hold, and replacement characters of damaged imports."""
    return _NOT_FOR_FEEDS.sub("", without_joiners(text))


def _ascii_url(url: str) -> str:
    """A URL with an IDNA host and percent-encoded path; raises ValueError for a bad host."""
    parts = urlsplit(url)
    if not parts.netloc.isascii():
        parts = parts._replace(netloc=parts.netloc.encode("idna").decode())
    return iri_to_uri(urlunsplit(parts))


def absolute_html(html: str, base_url: str) -> str:
    """HTML whose every address is absolute: relative ones are below `base_url` (RFC 3986, 5.2)."""
    for name, older in _OLDER_ELEMENTS:
        html = re.sub(rf"(</?){name}(?=[\s>])", rf"\1{older}", html)

    def absolute(tag: str, attribute: str, value: str) -> str | None:
        if attribute not in _URL_ATTRIBUTES:
            return value
        try:
            return _ascii_url(urljoin(base_url, value))
        except ValueError:  # also of a host that IDNA cannot encode
            return None

    return nh3.clean(
        feed_text(html),
        tags=_ELEMENTS,
        attributes=_ATTRIBUTES,
        attribute_filter=absolute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
