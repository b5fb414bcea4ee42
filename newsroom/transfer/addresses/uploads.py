"""Names of WordPress's uploaded files: which original a resized or edited copy belongs to."""

from __future__ import annotations

import re

# `photo-300x200.jpg`, `photo-scaled.jpg`, `photo-rotated.jpg` and `photo-e1470448800123.jpg` (edited)
# are copies of `photo.jpg`; `photo.jpg.webp` is made by plugins.
_COPY = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,13}|@2x)$")
_DOUBLED_EXTENSIONS = (".webp", ".avif")


def original_names(name: str) -> list[str]:
    """The file name itself, then of which originals it may be a copy; folders stay.

    Idempotent for an original; `a-scaled.jpg` comes before `a.jpg`.
    """
    names = [name]
    stem, dot, extension = name.rpartition(".")
    if f"{dot}{extension.lower()}" in _DOUBLED_EXTENSIONS and "." in stem.rpartition("/")[2]:
        names.append(stem)
        stem, dot, extension = stem.rpartition(".")
    while match := _COPY.search(stem):
        stem = stem[: match.start()]
        # What WordPress scaled down it calls `-scaled`, and cuts the sizes from that.
        names += [f"{stem}{dot}{extension}", f"{stem}-scaled{dot}{extension}"]
    if not stem.endswith("-scaled"):
        names.append(f"{stem}-scaled{dot}{extension}")
    return list(dict.fromkeys(names))


def original_name(name: str) -> str:
    """The shortest of `original_names`: what all copies of one picture have in common."""
    return min(original_names(name), key=len)
