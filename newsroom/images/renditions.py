"""Renditions: a photo's files in the storage, in the shapes, widths and formats of pages."""

from __future__ import annotations

from collections.abc import Iterable

from newsroom.images.decoding.decoder import EncodedFile
from newsroom.images.storage import Rendition, delete_files, write_file


def write_renditions(files: Iterable[EncodedFile], folder: str) -> list[Rendition]:
    """Write the files of a decoded picture into a folder of the storage.

    If writing fails, what was written is deleted and the error is raised.
    """
    written: list[Rendition] = []
    try:
        for file in files:
            name = write_file(f"{folder}/{file.shape}-{file.width}.{file.extension}", file.content)
            written.append(
                {"shape": file.shape, "format": file.extension, "width": file.width,
                 "height": file.height, "name": name, "bytes": len(file.content)}
            )  # fmt: skip
    except BaseException:
        delete_files(row["name"] for row in written)
        raise
    return written
