"""The form in which old addresses are stored and looked up (T-U4)."""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from newsroom.thai.clean import clean_line
from newsroom.transfer.models import MAX_PATH_LENGTH

# WordPress's short URLs are the home page with one of these query parameters: `/?p=123`.
ID_PARAMS = ("p", "page_id", "attachment_id", "cat", "author")
SHORT_URL_PARAMS = (*ID_PARAMS, "tag", "author_name", "category_name", "s", "feed", "m", "name")
# Of `?m=2016` and `?m=201608`.
MIN_DATE_DIGITS = 4
INDEX_PAGES = ("index.php", "index.html", "index.htm")


def normalise_path(url: str) -> str:
    """The form in which an old URL is stored and looked up: decoded path, no host, no end slash.

    Upper and lower case percent-encoding, raw UTF-8, a decomposed ำ, a missing slash, `index.php`
    and doubled slashes all give the same path. Of the query only WordPress's short URLs count
    (`/?p=123`, `/blog/?p=123`). Trailing bytes that are not UTF-8 are dropped: WordPress cuts Thai slugs at 200
    bytes, within a character.
    """
    parts = split_url(url)
    path = clean_path(parts.path)
    if parts.query:
        params = short_params(parts.query)
        known = SHORT_URL_PARAMS if path == "/" else ID_PARAMS
        name = next((key for key in known if key in params), "")
        path = f"{path.rstrip('/')}/?{name}={params[name]}" if name else path
    return path[:MAX_PATH_LENGTH]


def split_url(url: str) -> SplitResult:
    """`urlsplit` of any text: what is no URL has no parts."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")


def clean_path(path: str) -> str:
    """A path, percent-decoded, cleaned, without empty segments, `index.php` and an end slash."""
    decoded = clean_line(unquote(path, errors="ignore").replace("\0", ""))
    segments = [segment for segment in decoded.split("/") if segment]
    segments = [segment for segment in segments if segment.lower() not in INDEX_PAGES]
    return "/" + "/".join(segments)


def short_params(query: str) -> dict[str, str]:
    """The parameters of a short URL in a query string, cleaned; the last of repeated ones counts."""
    try:
        params = parse_qs(query, errors="ignore", max_num_fields=50)
    except ValueError:
        return {}
    cleaned = {
        key: clean_line(params[key][-1].replace("\0", ""))
        for key in SHORT_URL_PARAMS
        if key in params
    }
    if len(cleaned.get("m", "")) < MIN_DATE_DIGITS:  # `?m=1` is Blogger's page for phones
        cleaned.pop("m", None)
    return {key: value for key, value in cleaned.items() if value}


def last_segment(path: str) -> str:
    """The stem of a normalised path: `flood-pier` of `/2016/08/06/flood-pier`; empty for `/`."""
    return path.rpartition("/")[2]
