"""Files in the photo storage, and the records of renditions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class Rendition(TypedDict):
    """A file with the photo in one shape, width and format."""

    shape: str  # name of a `shapes.Shape`
    format: str  # "avif", "webp" or "jpg"
    width: int  # pixels
    height: int
    name: str  # in the storage: "photos/ab/abc…/full-960.webp"
    bytes: int


def write_file(name: str, data: bytes) -> str:
    """Write a new file and return its name; if writing fails, nothing of the file is left."""
    try:
        return default_storage.save(name, ContentFile(data))
    except BaseException:
        delete_files([name])
        raise


def delete_files(names: Iterable[str | None]) -> None:
    """Delete files; a missing one is no error."""
    for name in names:
        if name:
            default_storage.delete(name)
