"""Photos as `<picture>` elements.

What depends on the photo alone is built once, as a template with placeholders; the template of the
card shape is stored on the photo. What depends on the place on a page is filled in there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe

from newsroom.images.storage import Rendition

if TYPE_CHECKING:
    from newsroom.images.models import Photo

# Formats of the `<source>` elements, best first: a browser takes the first that it knows.
SOURCE_FORMATS = ("avif", "webp")
# Of the positions that the style sheet knows, in %.
FOCAL_STEP = 10
# As far from the middle, in %, the crop of the middle shows the point, too.
MIDDLE = 20
# Placeholders. Names of files contain no braces (`renditions.make_renditions`).
_FILES, _SIZES, _ALT, _LOADING = "{files}", "{sizes}", "{alt}", "{loading}"
# Group 1: the file's name.
_FILE = re.compile(r"\{files\}(\S+?)(?=[\s\"])")


def picture_html(
    photo: Photo | None,
    shape: str = "full",
    sizes: str = "100vw",
    eager: bool = False,
    alt: str | None = None,
) -> SafeString:
    """`<picture>` with AVIF, WebP and JPEG in all widths; empty for None.

    `sizes`: the HTML attribute. `eager`: load at once, for the one photo at the top of the page.
    `alt`: instead of the photo's own alternative text.
    """
    if photo is None:
        return mark_safe("")
    template = photo.card_html if shape == "card" else picture_template(photo.renditions, shape)
    return fill_picture(template, sizes, eager, photo.alt if alt is None else alt)


def picture_template(
    renditions: Iterable[Rendition], shape: str, focal: tuple[float, float] = (50, 50)
) -> str:
    """The `<picture>` of a shape with placeholders for `fill_picture`; empty without a JPEG.

    `focal`: where the focal point is in it, in %, for the places that crop it by style sheet.
    """
    rows = sorted(
        (row for row in renditions if row["shape"] == shape), key=lambda row: row["width"]
    )
    jpegs = [row for row in rows if row["format"] == "jpg"]
    if not jpegs:
        return ""
    middle = jpegs[len(jpegs) // 2]
    sources = "".join(
        f'<source type="image/{name}" srcset="{_srcset(files)}" sizes="{_SIZES}">'
        for name in SOURCE_FORMATS
        if (files := [row for row in rows if row["format"] == name])
    )
    return (
        f"<picture>{sources}"
        f'<img{_focal_class(focal)} src="{_FILES}{middle["name"]}" srcset="{_srcset(jpegs)}" sizes="{_SIZES}" '
        f'width="{jpegs[-1]["width"]}" height="{jpegs[-1]["height"]}" '
        f'alt="{_ALT}"{_LOADING} decoding="async"></picture>'
    )


def fill_picture(template: str, sizes: str, eager: bool, alt: str) -> SafeString:
    """A template of `picture_template` with its placeholders filled in."""
    loading = ' fetchpriority="high"' if eager else ' loading="lazy"'
    base_url = getattr(default_storage, "base_url", None)
    # A storage without a base URL (S3 with signed URLs) is asked for the URL of each file.
    html = (
        template.replace(_FILES, base_url)
        if base_url
        else _FILE.sub(lambda match: escape(default_storage.url(match[1])), template)
    )
    return mark_safe(  # noqa: S308  every value is escaped here or made by us
        html.replace(_LOADING, loading).replace(_SIZES, escape(sizes)).replace(_ALT, escape(alt))
    )


def _focal_class(focal: tuple[float, float]) -> str:
    """The class attribute that `site.css` positions a cropped picture by; empty for its middle."""
    steps = [int(percent / FOCAL_STEP + 0.5) * FOCAL_STEP for percent in focal]
    names = [
        f"focal-{axis}-{step}"
        for axis, step in zip("xy", steps, strict=True)
        if abs(step - 50) > MIDDLE
    ]
    return f' class="{" ".join(names)}"' if names else ""


def _srcset(rows: Iterable[Rendition]) -> str:
    return ", ".join(f"{_FILES}{row['name']} {row['width']}w" for row in rows)
