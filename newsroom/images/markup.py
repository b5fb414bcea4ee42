"""A picture as HTML: written once with gaps, filled where it is shown."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from newsroom.images.models import Photo

# Best first; a browser takes the first it knows.
FORMATS = ("avif", "webp")
# What a page says of a picture it shows, and where its files are. Names of files are made of
# letters and digits (`renditions.make`), so none has a gap in it.
_FILES, _SIZES, _ALT, _LOADING = "{files}", "{sizes}", "{alt}", "{loading}"
_FILE = re.compile(r"\{files\}(\S+?)(?=[\s\"])")


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
    markup = photo.card_markup if shape == "card" else with_gaps(photo.renditions, shape)
    return filled(markup, sizes, eager, photo.alt if alt is None else alt)


def with_gaps(renditions: list[dict[str, Any]], shape: str) -> str:
    """The `<picture>` of a shape, to be `filled`; empty if there is none."""
    rows = sorted(
        (row for row in renditions if row["shape"] == shape), key=lambda row: row["width"]
    )
    jpegs = [row for row in rows if row["format"] == "jpg"]
    if not jpegs:
        return ""
    middle = jpegs[len(jpegs) // 2]
    sources = "".join(
        f'<source type="image/{name}" srcset="{_srcset(found)}" sizes="{_SIZES}">'
        for name in FORMATS
        if (found := [row for row in rows if row["format"] == name])
    )
    return (
        f"<picture>{sources}"
        f'<img src="{_FILES}{middle["name"]}" srcset="{_srcset(jpegs)}" sizes="{_SIZES}" '
        f'width="{jpegs[-1]["width"]}" height="{jpegs[-1]["height"]}" '
        f'alt="{_ALT}"{_LOADING} decoding="async"></picture>'
    )


def filled(markup: str, sizes: str, eager: bool, alt: str) -> SafeString:
    """What `with_gaps` wrote, for a place on a page."""
    loading = ' fetchpriority="high"' if eager else ' loading="lazy"'
    folder = getattr(default_storage, "base_url", None)
    # On a disk of ours the address of a file needs no working out.
    files = (
        markup.replace(_FILES, folder)
        if folder
        else _FILE.sub(lambda found: escape(default_storage.url(found[1])), markup)
    )
    return mark_safe(  # noqa: S308  every value is escaped here or made by us
        files.replace(_LOADING, loading).replace(_SIZES, escape(sizes)).replace(_ALT, escape(alt))
    )


def _srcset(rows: list[dict[str, Any]]) -> str:
    return ", ".join(f"{_FILES}{row['name']} {row['width']}w" for row in rows)
