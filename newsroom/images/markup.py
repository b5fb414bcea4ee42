"""A picture as HTML."""

from __future__ import annotations

from html import escape
from typing import Any

from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe

from newsroom.images.models import Photo

# Best first; a browser takes the first it knows.
FORMATS = ("avif", "webp")


def picture_html(
    photo: Photo | None,
    shape: str = "full",
    sizes: str = "100vw",
    eager: bool = False,
    alt: str | None = None,
) -> SafeString:
    """`<picture>` with AVIF, WebP and JPEG in every width there is; nothing for None.

    `sizes` is the HTML attribute; `eager` is for the one picture at the top of the page; `alt`
    replaces the library's text.
    """
    if photo is None:
        return mark_safe("")
    rows = photo.sizes(shape)
    jpegs = [row for row in rows if row["format"] == "jpg"]
    if not jpegs:
        return mark_safe("")
    middle = jpegs[len(jpegs) // 2]
    loading = ' fetchpriority="high"' if eager else ' loading="lazy"'
    sizes = escape(sizes)
    sources = ""
    for name in FORMATS:
        if found := [row for row in rows if row["format"] == name]:
            sources += f'<source type="image/{name}" srcset="{_srcset(found)}" sizes="{sizes}">'
    return mark_safe(  # noqa: S308  every value is escaped above or a number
        f"<picture>{sources}"
        f'<img src="{_address(middle["name"])}" srcset="{_srcset(jpegs)}" sizes="{sizes}" '
        f'width="{jpegs[-1]["width"]}" height="{jpegs[-1]["height"]}" '
        f'alt="{escape(photo.alt if alt is None else alt)}"{loading} decoding="async"></picture>'
    )


def _srcset(rows: list[dict[str, Any]]) -> str:
    return ", ".join(f"{_address(row['name'])} {row['width']}w" for row in rows)


def _address(name: str) -> str:
    """The address of a file, escaped; on a disk of ours it needs no working out."""
    folder = getattr(default_storage, "base_url", None)
    # Names of renditions are made of letters and digits (`renditions.make`).
    return f"{folder}{name}" if folder else escape(default_storage.url(name))
