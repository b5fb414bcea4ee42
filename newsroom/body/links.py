"""URLs of links, in the form in which they are stored: a known scheme and valid characters."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

from newsroom.thai.clean import clean

MAX_URL_LENGTH = 2000
URL_SCHEMES = {"http", "https", "mailto", "tel"}
IMAGE_EXTENSIONS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".bmp", ".tif")
# What RFC 3987 allows in a URL besides letters and digits; everything else is percent-encoded.
_SAFE = "!#$%&'()*+,-./:;=?@_~"
_NOT_IN_URLS = {
    character: quote(chr(character))
    for character in range(0x21, 0x7F)
    if not chr(character).isalnum() and chr(character) not in _SAFE
} | {0x20: "%20", 0xA0: "%C2%A0"}
# Addresses of click counters, and the parameter with the real one.
_COUNTERS = [
    ("https://www.google.com/url?", "q"),
    ("https://l.facebook.com/l.php?", "u"),
    ("https://lm.facebook.com/l.php?", "u"),
    ("https://l.instagram.com/?", "u"),
]
# `http:/`, `https//`, `https:`, `http://https://`, but no `http://` that a host follows.
_MISTYPED_SCHEME = re.compile(
    r"(?:https?:/{0,3}|https?//)?(https?)(?:://|:/?(?!/)|//)(?=[^/:@?#]+\.)", re.IGNORECASE
)
_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
# A host that nobody takes for a page beside this one: `www.`, or an end that is no kind of file.
_BARE_HOST = re.compile(
    r"(?:www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|net|org|th|info|tv|news))"
    r"(?:[/?#:]|$)",
    re.IGNORECASE,
)
_SAFE_LINKS = ".safelinks.protection.outlook.com/"
_HEX_DIGITS = set("0123456789abcdefABCDEF")


def clean_url(url: str) -> str | None:
    """The URL as it is stored; None if it has another scheme or is none at all.

    `//host` is completed by `https:`, what people type for a URL by what they left out; a path, a
    query or a fragment of our own site stays.
    """
    url = clean(url).translate({0x09: None, 0x0A: None, 0x0D: None}).strip()
    url = _completed(url)
    if not url or len(url) > MAX_URL_LENGTH:
        return None
    if url.startswith("//"):
        url = f"https:{url}"
    head = url.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    if ":" in head and head.split(":", 1)[0].lower() not in URL_SCHEMES:
        return None
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) or parts.scheme.lower() not in ("http", "https")
        _ = parts.port
    except ValueError:
        return None
    if not has_host:
        return None
    if parts.netloc and any(character in parts.netloc for character in ' "<>[]\\^`{|}%'):
        return None
    url = _encode_percent_signs(url.replace("\\", "/").translate(_NOT_IN_URLS))
    before, mark, fragment = url.partition("#")
    return before + mark + fragment.replace("#", "%23")


def _completed(url: str) -> str:
    """`www.a.example`, `a.co.th/x`, `http:/a.example`, `https//a.example`, `a@b.example` as URLs."""
    if match := _MISTYPED_SCHEME.match(url):
        return f"{match[1].lower()}://{url[match.end() :]}"
    if _MAIL_ADDRESS.fullmatch(url):
        return f"mailto:{url}"
    return f"https://{url}" if _BARE_HOST.match(url) else url


def direct_url(url: str) -> str:
    """Where a link leads that Google Docs, Facebook or Outlook count clicks on; other links as they are."""
    name = next((name for start, name in _COUNTERS if url.startswith(start)), "")
    if not name and _SAFE_LINKS not in url[:80]:
        return url
    try:
        target = parse_qs(urlsplit(url).query).get(name or "url", [""])[0]
    except ValueError:
        return url
    return target if target.startswith(("http://", "https://")) else url


def is_image_url(url: str) -> bool:
    return url.split("?", 1)[0].split("#", 1)[0].lower().endswith(IMAGE_EXTENSIONS)


def host_of(url: str) -> str:
    """The host without `www.`; empty if there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _encode_percent_signs(url: str) -> str:
    """Percent signs that begin no escape are escaped themselves."""
    if "%" not in url:
        return url
    first, *rest = url.split("%")
    out = [first]
    for part in rest:
        is_escape = len(part) >= 2 and part[0] in _HEX_DIGITS and part[1] in _HEX_DIGITS
        out.append(f"%{part}" if is_escape else f"%25{part}")
    return "".join(out)
