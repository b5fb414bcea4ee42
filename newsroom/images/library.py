"""Putting pictures into the library and keeping their renditions right."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from newsroom.images import renditions
from newsroom.images.checks import PhotoError, fingerprint, open_picture, read_bounded
from newsroom.images.models import Photo, delete_files

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = [
    "PhotoError",
    "add_missing_small_formats",
    "add_photo",
    "add_small_formats",
    "refuse_known",
    "remake_crops",
    "replace_photo",
    "take_photo",
]
log = logging.getLogger(__name__)
KNOWN = "ภาพนี้มีในคลังแล้ว"


def add_photo(**given: Any) -> Photo:
    """The library's photo for an uploaded file, as `take_photo`."""
    return take_photo(**given)[0]


def take_photo(
    *,
    file: IO[bytes],
    alt: str = "",
    caption: str = "",
    credit: str = "",
    uploaded_by: Any = None,
    original_name: str = "",
    focal: tuple[int, int] = (50, 50),
) -> tuple[Photo, bool]:
    """The library's photo for an uploaded file, and whether it is new: the same bytes are one photo.

    `focal` is the point, in % from left and top, that crops keep in view. Raises `PhotoError` for
    what is no usable picture and `ValidationError` for bad texts; then nothing is kept.
    """
    data = read_bounded(file)
    known = Photo.objects.filter(sha256=fingerprint(data)).first()
    if known:
        return known, False
    picture = open_picture(data)
    token = secrets.token_hex(8)
    photo = Photo(
        token=token,
        alt=alt,
        caption=caption,
        credit=credit,
        focal_x=focal[0],
        focal_y=focal[1],
        uploaded_by=uploaded_by,
    )
    _describe(photo, data, picture, original_name or getattr(file, "name", "") or "")
    photo.clean_fields(exclude=["original"])
    written = _write(photo, picture, f"photos/{token[:2]}/{token}")
    try:
        with transaction.atomic():
            photo.save()
    except IntegrityError:
        # Somebody else sent the same file in the same moment.
        delete_files(written)
        return Photo.objects.get(sha256=photo.sha256), False
    except BaseException:
        delete_files(written)
        raise
    return photo, True


def replace_photo(photo: Photo, file: IO[bytes]) -> None:
    """Put another picture in a photo's place: whatever shows the photo shows the new one.

    Its words stay, its focal point is as set on `photo`. Files get new names, because browsers
    keep the old ones for ever; these are deleted once the change is committed. Raises `PhotoError`
    for what is no usable picture or stands in the library already.
    """
    data = read_bounded(file)
    refuse_known(data)
    picture = open_picture(data)
    old = photo.files()
    _describe(photo, data, picture, getattr(file, "name", "") or "")
    written = _write(photo, picture, _new_stem(photo))
    try:
        with transaction.atomic():
            photo.save()
            transaction.on_commit(lambda: delete_files(old))
    except IntegrityError:
        delete_files(written)
        raise PhotoError(KNOWN, code="known") from None
    except BaseException:
        delete_files(written)
        raise


def refuse_known(data: bytes) -> None:
    """Raise `PhotoError`, naming the photo, if the library has a photo of the same file."""
    known = Photo.objects.filter(sha256=fingerprint(data)).first()
    if known:
        raise PhotoError(
            f"{KNOWN} คือภาพหมายเลข {known.pk} %(name)s",
            code="known",
            params={"name": f"«{known}»" if known.caption or known.alt else ""},
        )


def _describe(photo: Photo, data: bytes, picture: Image, name: str) -> None:
    """Write down what is known of a file and its picture."""
    photo.sha256 = fingerprint(data)
    photo.original_name = name.rsplit("/", 1)[-1][-255:]
    photo.width, photo.height = picture.size
    photo.bytes = len(data)
    photo.colour = renditions.colour_of(picture)


def _write(photo: Photo, picture: Image, stem: str) -> list[str]:
    """Write original and renditions and name them on `photo`; returns the names."""
    extension, original = renditions.encode_original(picture)
    focal = (photo.focal_x, photo.focal_y)
    made = renditions.make(picture, stem, focal, renditions.SHAPES)
    written = [row["name"] for row in made]
    try:
        name = renditions.keep_file(f"{stem}/original.{extension}", original)
    except BaseException:
        delete_files(written)
        raise
    photo.renditions, photo.original.name = made, name
    photo.has_small_formats = False
    return [*written, name]


def _new_stem(photo: Photo) -> str:
    return f"photos/{photo.token[:2]}/{photo.token}/{secrets.token_hex(3)}"


def add_small_formats(pk: int) -> bool:
    """Add AVIF to a photo's renditions; False if it has them, or changed while they were made.

    Raises `OSError` or `PhotoError` if the original cannot be read, `OSError` if nothing can be written.
    """
    photo = Photo.objects.filter(pk=pk).first()
    if photo is None:
        return False
    have = {row["shape"] for row in photo.renditions if row["format"] == "avif"}
    missing = tuple(shape for shape in renditions.SMALL if shape.name not in have)
    if not missing:
        Photo.objects.filter(pk=pk).update(has_small_formats=True)
        return False
    with default_storage.open(str(photo.original.name)) as file:
        picture = open_picture(file.read())
    stem = f"photos/{photo.token[:2]}/{photo.token}/{secrets.token_hex(3)}"
    made = renditions.make(picture, stem, (photo.focal_x, photo.focal_y), missing)
    with transaction.atomic():
        now = Photo.objects.select_for_update().filter(pk=pk).first()
        if now is not None and now.renditions == photo.renditions:
            now.renditions, now.has_small_formats = now.renditions + made, True
            now.save(update_fields=["renditions", "has_small_formats"])
            return True
    delete_files(row["name"] for row in made)
    return False


def add_missing_small_formats(go_on: Callable[[], bool], failed: set[int]) -> int:
    """Add AVIF to every photo without, newest first, for as long as `go_on` says; returns to how many.

    A photo that cannot be read or written is told in the log and put into `failed`; those in it
    already are left alone.
    """
    made = 0
    for pk in list(Photo.objects.without_small_formats().values_list("pk", flat=True)):
        if not go_on():
            break
        if pk in failed:
            continue
        try:
            made += add_small_formats(pk)
        except (OSError, PhotoError) as error:
            failed.add(pk)
            log.error("ภาพ %s: อ่านหรือเขียนไฟล์ไม่ได้ (%s)", pk, error)
    return made


def remake_crops(photo: Photo) -> None:
    """Make the cropped shapes anew after the focal point moved, and save the photo.

    New files get new names, because browsers keep the old ones for ever; these are deleted once
    the change is committed.
    """
    with default_storage.open(str(photo.original.name)) as file:
        picture = open_picture(file.read())
    stem = _new_stem(photo)
    crops = tuple(shape for shape in renditions.SHAPES if shape.ratio)
    made = renditions.make(picture, stem, (photo.focal_x, photo.focal_y), crops)
    names = {shape.name for shape in crops}
    old = [row for row in photo.renditions if row["shape"] in names]
    photo.renditions = [row for row in photo.renditions if row["shape"] not in names] + made
    photo.has_small_formats = False
    try:
        with transaction.atomic():
            photo.save()
            transaction.on_commit(lambda: delete_files(row["name"] for row in old))
    except BaseException:
        delete_files(row["name"] for row in made)
        raise
