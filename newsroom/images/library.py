"""Adding photos to the library, replacing them, and keeping their renditions complete."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction

from newsroom.images import renditions
from newsroom.images.decoding import decoder
from newsroom.images.decoding.bare import is_bare_jpeg
from newsroom.images.decoding.decoder import DecodedPicture, EncodedFile
from newsroom.images.decoding.errors import PhotoError
from newsroom.images.models import Photo
from newsroom.images.shapes import CROPS, SHAPES, UPLOAD_FORMATS, Shape, in_formats
from newsroom.images.storage import Rendition, delete_files, write_file
from newsroom.images.validators import fingerprint, read_upload
from newsroom.thai.clean import clean_line

if TYPE_CHECKING:
    from newsroom.accounts.models import User

log = logging.getLogger(__name__)
ALREADY_IN_LIBRARY = "ภาพนี้มีในคลังแล้ว"


def get_or_create_photo(
    *,
    file: IO[bytes],
    alt: str = "",
    caption: str = "",
    credit: str = "",
    by: User | None = None,
    original_name: str = "",
    focal: tuple[int, int] = (50, 50),
    formats: Collection[str] = UPLOAD_FORMATS,
    picture: DecodedPicture | None = None,
    in_background: bool = False,
    keeps_file: bool = False,
) -> tuple[Photo, bool]:
    """The photo of an uploaded file and whether it is new: a file with the same bytes is the same.

    `focal`: the point that crops keep in view, in % from left and top. `formats`: those to encode
    now; a periodic task adds the others. `picture`: what `decode_upload` has made of the file
    already, with this focal point. `in_background`: nobody waits, as in an import. `keeps_file`: a
    JPEG that has nothing but the picture is kept byte for byte, for it is a library's own. What was
    changed of a new photo's picture stands in its `notices`. Raises `PhotoError` if the file is no
    usable picture, of it `DecodersBusyError` if too many others are just decoded, and
    `ValidationError` for invalid texts; then nothing is stored.
    """
    data = read_upload(file)
    existing = Photo.objects.filter(sha256=fingerprint(data)).first()
    if existing:
        return existing, False
    photo = Photo(
        storage_key=secrets.token_hex(8),
        alt=alt,
        caption=caption,
        credit=credit,
        focal_x=focal[0],
        focal_y=focal[1],
        uploaded_by=by,
    )
    if picture is None:
        picture = decoder.process(
            data, in_formats(SHAPES, formats), focal, in_background=in_background
        )
    if keeps_file:
        picture = _with_file(picture, data)
    _set_file_fields(photo, data, picture, original_name or getattr(file, "name", "") or "")
    photo.clean_fields(exclude=["original"])
    written = _write_files(photo, picture, _folder(photo))
    try:
        with transaction.atomic():
            photo.save()
    except IntegrityError:
        # The same file was uploaded by somebody else at the same moment.
        delete_files(written)
        return Photo.objects.get(sha256=photo.sha256), False
    except BaseException:
        delete_files(written)
        raise
    return photo, True


def fill_missing_texts(photo: Photo, texts: Mapping[str, str]) -> list[str]:
    """Write those of `texts` that the photo lacks; the names, in Thai, of those that it has otherwise."""
    differing, missing = [], []
    for name, text in texts.items():
        stored, typed = getattr(photo, name), clean_line(text)
        if not typed or typed == stored:
            continue
        if stored:
            field: models.Field[Any, Any] = Photo._meta.get_field(name)  # type: ignore[assignment]
            differing.append(str(field.verbose_name))
        else:
            setattr(photo, name, typed)
            missing.append(name)
    if missing:
        photo.clean_fields(exclude=["original"])
        photo.save()
    return differing


def replace_photo(photo: Photo, file: IO[bytes], picture: DecodedPicture | None = None) -> None:
    """Replace a photo's picture wherever the photo is shown, and save it; its texts stay.

    The focal point is the one set on `photo`. Files get new names, because browsers cache them for
    ever; the old ones are deleted on commit. `picture` as for `get_or_create_photo`. Raises
    `PhotoError` if the file is no usable picture or is in the library already.
    """
    data = read_upload(file)
    refuse_duplicate(data)
    if picture is None:
        picture = decode_upload(data, (photo.focal_x, photo.focal_y))
    old_names = photo.file_names()
    _set_file_fields(photo, data, picture, getattr(file, "name", "") or "")
    written = _write_files(photo, picture, _new_folder(photo))
    try:
        with transaction.atomic():
            photo.save()
            transaction.on_commit(lambda: delete_files(old_names))
    except IntegrityError:
        delete_files(written)
        raise PhotoError(ALREADY_IN_LIBRARY, code="known") from None
    except BaseException:
        delete_files(written)
        raise


def remake_crops(photo: Photo) -> None:
    """Crop again after the focal point was changed, and save the photo.

    Files get new names, because browsers cache them for ever; the old ones are deleted on commit.
    """
    names = {shape.name for shape in CROPS}
    new = _remake(photo, in_formats(CROPS, UPLOAD_FORMATS))
    old = [row for row in photo.renditions if row["shape"] in names]
    photo.renditions = [row for row in photo.renditions if row["shape"] not in names] + new
    photo.has_all_formats = False
    try:
        with transaction.atomic():
            photo.save()
            transaction.on_commit(lambda: delete_files(row["name"] for row in old))
    except BaseException:
        delete_files(row["name"] for row in new)
        raise


def decode_upload(data: bytes, focal: tuple[int, int]) -> DecodedPicture:
    """What an upload becomes in the library, before it is added. Raises `PhotoError`."""
    return decoder.process(data, in_formats(SHAPES, UPLOAD_FORMATS), focal)


def refuse_duplicate(data: bytes) -> None:
    """Raise `PhotoError`, naming the photo, if the library has a photo of the same file."""
    existing = Photo.objects.filter(sha256=fingerprint(data)).first()
    if existing:
        raise PhotoError(
            f"{ALREADY_IN_LIBRARY} คือภาพหมายเลข {existing.pk} %(name)s",
            code="known",
            params={"name": f"«{existing}»" if existing.caption or existing.alt else ""},
        )


def add_formats(photo_id: int) -> bool:
    """Encode the formats a photo does not have yet, such as AVIF, and save them.

    False if there was nothing to do, or if the photo changed meanwhile. Raises `OSError` or
    `PhotoError` if the original cannot be read, `OSError` if nothing can be written.
    """
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return False
    missing = _missing_formats(photo)
    if not missing:
        Photo.objects.filter(pk=photo_id).update(has_all_formats=True)
        return False
    new = _remake(photo, missing, in_background=True)
    with transaction.atomic():
        current = Photo.objects.select_for_update().filter(pk=photo_id).first()
        if current is not None and current.renditions == photo.renditions:
            current.renditions, current.has_all_formats = current.renditions + new, True
            current.save(update_fields=["renditions", "has_all_formats"])
            return True
    delete_files(row["name"] for row in new)
    return False


def add_missing_formats(may_continue: Callable[[], bool], failed: set[int]) -> int:
    """`add_formats` of every photo that needs it, newest first; returns the number of photos.

    Stops when `may_continue` says so. A photo that cannot be read or written is logged and its id
    added to `failed`; photos in `failed` are skipped.
    """
    count = 0
    for photo_id in list(Photo.objects.without_all_formats().values_list("pk", flat=True)):
        if not may_continue():
            break
        if photo_id in failed:
            continue
        try:
            count += add_formats(photo_id)
        except (OSError, PhotoError) as error:
            failed.add(photo_id)
            log.error("ภาพ %s: อ่านหรือเขียนไฟล์ไม่ได้ (%s)", photo_id, error)
    return count


def _missing_formats(photo: Photo) -> list[Shape]:
    missing: list[Shape] = []
    for shape in SHAPES:
        existing = {row["format"] for row in photo.sizes(shape.name)}
        missing += in_formats([shape], set(shape.formats) - existing)
    return missing


def _with_file(picture: DecodedPicture, data: bytes) -> DecodedPicture:
    """With the file itself as original, if that is what we would keep; encoding again loses."""
    size = picture.width, picture.height
    if picture.uploaded_size != size or not is_bare_jpeg(data):
        return picture
    return replace(picture, original=EncodedFile("original", "jpg", *size, data))


def _set_file_fields(photo: Photo, data: bytes, picture: DecodedPicture, file_name: str) -> None:
    """Set the fields that describe the uploaded file and its picture."""
    photo.sha256 = fingerprint(data)
    photo.original_name = file_name.rsplit("/", 1)[-1][-255:]
    photo.width, photo.height = picture.width, picture.height
    photo.bytes = len(data)
    photo.notices = picture.notices


def _write_files(photo: Photo, picture: DecodedPicture, folder: str) -> list[str]:
    """Write original and renditions, set them on `photo`, and return the names of the files."""
    assert picture.original is not None
    rows = renditions.write_renditions(picture.files, folder)
    written = [row["name"] for row in rows]
    try:
        extension = picture.original.extension
        name = write_file(f"{folder}/original.{extension}", picture.original.content)
    except BaseException:
        delete_files(written)
        raise
    photo.renditions, photo.original.name = rows, name
    photo.has_all_formats = False
    return [*written, name]


def _remake(photo: Photo, shapes: list[Shape], *, in_background: bool = False) -> list[Rendition]:
    """Renditions of the stored original, in a folder of their own."""
    with default_storage.open(str(photo.original.name)) as file:
        data = file.read()
    picture = decoder.process(
        data, shapes, (photo.focal_x, photo.focal_y),
        with_original=False, in_background=in_background,
    )  # fmt: skip
    return renditions.write_renditions(picture.files, _new_folder(photo))


def _folder(photo: Photo) -> str:
    return f"photos/{photo.storage_key[:2]}/{photo.storage_key}"


def _new_folder(photo: Photo) -> str:
    """A folder in the photo's own that no files are in yet."""
    return f"{_folder(photo)}/{secrets.token_hex(3)}"
