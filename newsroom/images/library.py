"""Putting pictures into the library and keeping their renditions right."""

from __future__ import annotations

import secrets
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from newsroom.images import renditions
from newsroom.images.checks import PhotoError, fingerprint, open_picture, read_bounded
from newsroom.images.models import Photo, delete_files

__all__ = ["PhotoError", "add_photo", "add_small_formats", "remake_crops"]


def add_photo(
    *,
    file: IO[bytes],
    alt: str,
    caption: str = "",
    credit: str = "",
    uploaded_by: Any = None,
    original_name: str = "",
    focal: tuple[int, int] = (50, 50),
) -> Photo:
    """The library's photo for an uploaded file: a new one, or the one made of the same bytes before.

    `focal` is the point, in % from left and top, that crops keep in view. Raises `PhotoError` for
    what is no usable picture and `ValidationError` for bad texts; then nothing is kept.
    """
    data = read_bounded(file)
    digest = fingerprint(data)
    known = Photo.objects.filter(sha256=digest).first()
    if known:
        return known
    picture = open_picture(data)
    token = secrets.token_hex(8)
    stem = f"photos/{token[:2]}/{token}"
    extension, original = renditions.encode_original(picture)
    photo = Photo(
        token=token,
        sha256=digest,
        original_name=(original_name or getattr(file, "name", "") or "").rsplit("/", 1)[-1][-255:],
        width=picture.width,
        height=picture.height,
        bytes=len(data),
        colour=renditions.colour_of(picture),
        alt=alt,
        caption=caption,
        credit=credit,
        focal_x=focal[0],
        focal_y=focal[1],
        uploaded_by=uploaded_by,
    )
    photo.clean_fields(exclude=["original"])
    written: list[str] = []
    try:
        photo.renditions = renditions.make(picture, stem, focal, renditions.SHAPES)
        written = [row["name"] for row in photo.renditions]
        photo.original.name = default_storage.save(
            f"{stem}/original.{extension}", ContentFile(original)
        )
        written.append(photo.original.name)
        with transaction.atomic():
            photo.save()
    except IntegrityError:
        # Somebody else sent the same file in the same moment.
        delete_files(written)
        return Photo.objects.get(sha256=digest)
    except BaseException:
        delete_files(written)
        raise
    return photo


def add_small_formats(pk: int) -> bool:
    """Add AVIF to a photo's renditions; False if it has them, or changed while they were made."""
    photo = Photo.objects.filter(pk=pk).first()
    if photo is None:
        return False
    have = {row["shape"] for row in photo.renditions if row["format"] == "avif"}
    missing = tuple(shape for shape in renditions.SMALL if shape.name not in have)
    if not missing:
        return False
    with default_storage.open(str(photo.original.name)) as file:
        picture = open_picture(file.read())
    stem = f"photos/{photo.token[:2]}/{photo.token}/{secrets.token_hex(3)}"
    made = renditions.make(picture, stem, (photo.focal_x, photo.focal_y), missing)
    with transaction.atomic():
        now = Photo.objects.select_for_update().filter(pk=pk).first()
        if now is not None and now.renditions == photo.renditions:
            now.renditions = now.renditions + made
            now.save(update_fields=["renditions"])
            return True
    delete_files(row["name"] for row in made)
    return False


def remake_crops(photo: Photo) -> None:
    """Make the cropped shapes anew after the focal point moved, and save the photo.

    New files get new names, because browsers keep the old ones for ever; these are deleted once
    the change is committed.
    """
    with default_storage.open(str(photo.original.name)) as file:
        picture = open_picture(file.read())
    stem = f"photos/{photo.token[:2]}/{photo.token}/{secrets.token_hex(3)}"
    crops = tuple(shape for shape in renditions.SHAPES if shape.ratio)
    made = renditions.make(picture, stem, (photo.focal_x, photo.focal_y), crops)
    names = {shape.name for shape in crops}
    old = [row for row in photo.renditions if row["shape"] in names]
    photo.renditions = [row for row in photo.renditions if row["shape"] not in names] + made
    try:
        with transaction.atomic():
            photo.save()
            transaction.on_commit(lambda: delete_files(row["name"] for row in old))
    except BaseException:
        delete_files(row["name"] for row in made)
        raise
