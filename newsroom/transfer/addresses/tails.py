"""Rules for old addresses that need no database: tails, feeds, sitemaps, archives by date."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from newsroom.articles.public_urls import archive_month_url
from newsroom.thai.dates import MAX_BUDDHIST_YEAR, MIN_BUDDHIST_YEAR, to_christian_year

FEED_TAILS = {"feed", "feed/rss", "feed/rss2", "feed/rdf", "feed/atom", "feed/json", "rss", "atom"}
# Ends of an address that show the same page in another form.
TAILS = FEED_TAILS | {"amp", "embed", "trackback", "print", "all-comments"}
NUMBERED_TAILS = ("page", "comment-page", "gallery")
UPLOADS = "/wp-content/uploads/"
# More pages than any story has: a longer number is an id or a year.
MAX_PAGE_DIGITS = 3
MIN_YEAR, MAX_YEAR = 1990, 2100

# Feeds and sitemaps of WordPress, its plugins and Blogger, by the view that has ours.
FIXED = {
    **dict.fromkeys(
        ("/feed/rss", "/feed/rss2", "/feed/rdf", "/rss", "/rss2", "/rss.xml", "/rdf", "/wp-rss.php",
         "/wp-rss2.php", "/wp-feed.php", "/feeds/posts/default", "/comments/feed", "/feed.xml",
         "/wp-rdf.php", "/feeds/posts/summary"),
        "syndication:feed",
    ),
    **dict.fromkeys(("/atom", "/atom.xml", "/wp-atom.php"), "syndication:feed_atom"),
    **dict.fromkeys(
        ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml.gz", "/sitemap", "/sitemap.html",
         "/sitemap-index.xml", "/sitemap_index.xml.gz", "/sitemap-pages.xml"),
        "syndication:sitemap",
    ),
    **dict.fromkeys(("/sitemap-news.xml", "/news-sitemap.xml.gz", "/newssitemap.xml"),
                    "syndication:news_sitemap"),
}  # fmt: skip
_SITEMAP_PARTS = ("/wp-sitemap-", "/post-sitemap", "/page-sitemap", "/category-sitemap",
                  "/post_tag-sitemap", "/author-sitemap", "/sitemap-pt-", "/sitemap-tax-")  # fmt: skip


def stems(path: str) -> Iterator[tuple[str, str]]:
    """The addresses that a path may be another form of, longest first, and the tail left out.

    `/a/feed/` → `/a/feed`, `/a`; a leading folder goes last of all: `/web/2016/08/a` → `/2016/08/a`.
    """
    seen: set[str] = set()
    for start in dict.fromkeys((path, _without_folder(path))):
        stem, tail = start, ""
        while len(stem) > 1:
            if stem not in seen:
                seen.add(stem)
                yield stem, tail
            shorter, removed = _shorter(stem)
            if not removed:
                break
            stem, tail = shorter, tail or removed


def _shorter(path: str) -> tuple[str, str]:
    """A path without its last tail, and that tail; the path and nothing if it has none."""
    segments = path.strip("/").split("/")
    last, before = segments[-1].lower(), segments[-2].lower() if len(segments) > 1 else ""
    if (last.isdecimal() and before in NUMBERED_TAILS) or before == "attachment":
        return "/" + "/".join(segments[:-2]), "page"
    if f"{before}/{last}" in TAILS:
        return "/" + "/".join(segments[:-2]), f"{before}/{last}"
    is_tail = last in TAILS or (last.startswith("comment-page-") and last[13:].isdecimal())
    is_page = last.isdecimal() and len(last) <= MAX_PAGE_DIGITS and not before.isdecimal()
    if len(segments) > 1 and (is_tail or is_page):
        return "/" + "/".join(segments[:-1]), last if is_tail else "page"
    return path, ""


def _without_folder(path: str) -> str:
    """The path without its first segment, if something is left that is no page of that segment."""
    first, _, rest = path.strip("/").partition("/")
    return f"/{rest}" if rest and not first.isdecimal() and "/" in rest else path


def fixed_address(path: str, params: dict[str, str] | None = None) -> str | None:
    """Our page of an old feed, sitemap or archive by date; with `params`, of `/?feed=` and `/?m=`."""
    if params is not None:
        if "feed" in params:
            return reverse(
                "syndication:feed_atom" if params["feed"] == "atom" else "syndication:feed"
            )
        digits = params.get("m", "")
        return _archive([digits[:4], digits[4:6]]) if digits.isdecimal() else None
    lower = path.lower()
    if view := FIXED.get(lower):
        return reverse(view)
    if lower.startswith(_SITEMAP_PARTS) and ".xml" in lower:
        return reverse("syndication:sitemap")
    if lower.endswith("_archive.html"):  # Blogger: `/2016_11_01_archive.html`
        return _archive(lower.strip("/").split("_")[:2])
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) == 2 and segments[0] == "page" and segments[1].isdecimal():
        return reverse("articles:archive")  # older stories of the front page
    for position, segment in enumerate(segments):
        if segment in ("page", "feed", "amp"):
            segments = segments[:position]
            break
    if 1 <= len(segments) <= 3 and all(segment.isdecimal() for segment in segments):
        return _archive(segments)
    return None


def _archive(parts: list[str]) -> str | None:
    """The archive of a year, or of a month; of a day, too, because we have none of days."""
    if not all(part.isdecimal() for part in parts if part):
        return None
    numbers = [int(part) for part in parts if part]
    if not numbers or len(parts[0]) != 4:
        return None
    year = numbers[0]
    if MIN_BUDDHIST_YEAR <= year <= MAX_BUDDHIST_YEAR:
        year = to_christian_year(year)
    if not MIN_YEAR <= year <= MAX_YEAR:
        return None
    if len(numbers) == 1:
        return reverse("articles:archive_year", args=[year])
    return archive_month_url(year, numbers[1]) if 1 <= numbers[1] <= 12 else None


def uploads_path(path: str) -> str | None:
    """`2016/08/photo.jpg` of an address below the uploads of a WordPress site; None of any other."""
    _, found, relative = path.partition(UPLOADS)
    return relative if found else None
