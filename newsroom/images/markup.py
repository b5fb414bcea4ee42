"""A picture as HTML."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsroom.images.models import Photo

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


def picture_html(
    photo: Photo | None,
    shape: str = "full",
    sizes: str = "100vw",
    eager: bool = False,
    alt: str | None = None,
) -> SafeString:
    """`<picture>` with WebP and JPEG in every width there is; nothing for None.

    `sizes` is the HTML attribute; `eager` is for the one picture at the top of the page; `alt`
    replaces the library's text.
    """
    if photo is None:
        return mark_safe("")
    rows = photo.sizes(shape)
    jpegs = [row for row in rows if row["format"] == "jpg"]
    webps = [row for row in rows if row["format"] == "webp"]
    if not jpegs:
        return mark_safe("")
    middle = jpegs[len(jpegs) // 2]
    loading = ' fetchpriority="high"' if eager else ' loading="lazy"'
    source = (
        f'<source type="image/webp" srcset="{_srcset(webps)}" sizes="{escape(sizes)}">'
        if webps
        else ""
    )
    return mark_safe(  # noqa: S308  every value is escaped above or a number
        f"<picture>{source}"
        f'<img src="{escape(default_storage.url(middle["name"]))}" srcset="{_srcset(jpegs)}" sizes="{escape(sizes)}" '
        f'width="{jpegs[-1]["width"]}" height="{jpegs[-1]["height"]}" '
        f'alt="{escape(photo.alt if alt is None else alt)}"{loading} decoding="async"></picture>'
    )


def _srcset(rows: list[dict[str, Any]]) -> str:
    return ", ".join(f"{escape(default_storage.url(row['name']))} {row['width']}w" for row in rows)
