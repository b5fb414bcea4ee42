"""Pictures of a WordPress site, from a local copy of its uploads folder, into the photo library."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from newsroom.body.conversion import GalleryRequest, ImageSource
from newsroom.images.models import Photo
from newsroom.transfer.addresses.paths import clean_path, split_url
from newsroom.transfer.addresses.tails import uploads_path
from newsroom.transfer.addresses.uploads import original_name, original_names
from newsroom.transfer.bodies.photos import PhotoImporter, PhotoText
from newsroom.transfer.report import ImportReport
from newsroom.transfer.wordpress.survey import Attachment, Survey


class Uploads:
    """Finds exported pictures in `folder` and adds each to the photo library once."""

    def __init__(
        self, folder: Path | None, survey: Survey, photos: PhotoImporter, report: ImportReport
    ) -> None:
        """Without a folder every picture is reported as missing."""
        self.folder = folder.resolve() if folder else None
        self.survey, self.photos, self.report = survey, photos, report

    def photo_by_id(self, attachment_id: int, headline: str, story: str) -> Photo | None:
        """The photo of an attachment id; None, told in the report, if there is no file.

        `headline`, here and below, is that of the article: the alternative text of last resort;
        `story` is its key in the report.
        """
        attachment = self.survey.attachment(attachment_id)
        photo = self._photo(attachment, headline, story) if attachment else None
        if photo is None:
            name = (
                unquote(upload_path(attachment.url)) if attachment else f"หมายเลข {attachment_id}"
            )
            self.report.count("ภาพที่ไม่พบไฟล์")
            self.report.note(f"ไม่พบไฟล์ภาพ {name}", story=story, kind="photo-missing")
        return photo

    def find(self, source: ImageSource, headline: str, story: str) -> Photo | None:
        """The photo of a picture in a post's text; a resized copy's is that of its original.

        What WordPress says of it by id counts if the file is the same; a text may show another.
        """
        for url in source.urls:
            path = upload_path(url)
            attachment = self.survey.attachment_at(path)
            if photo := self._photo(attachment or Attachment(0, url, alt=source.alt), headline):
                return photo
        self.report.count("ภาพที่ไม่พบไฟล์")
        return None

    def gallery(
        self, request: GalleryRequest, post_id: int, headline: str, story: str
    ) -> list[Photo]:
        """The photos of a gallery: those with the ids, else those attached to the post."""
        if request.ids:
            ids = [pk for pk in request.ids if pk not in request.exclude]
        else:
            attached = self.survey.attached_to(post_id)
            ids = [one.id for one in attached if one.id not in request.exclude]
            if request.order == "DESC":
                ids.reverse()
        found = (self.photo_by_id(pk, headline, story) for pk in ids)
        return [photo for photo in found if photo]

    def _photo(self, attachment: Attachment, headline: str, story: str = "") -> Photo | None:
        relative = upload_path(attachment.url)
        if attachment.id:
            self.survey.mark_used(attachment.id)
        key = f"post {attachment.id}" if attachment.id else f"file {original_name(relative)}"
        known = self.photos.known(key)
        if known is not None:
            return known or None
        path = self._find_file(attachment.url)
        if path is None:
            return None
        text = PhotoText(attachment.alt, attachment.caption, attachment.credit, headline)
        return self.photos.add(key, path, text, story, stem=original_name(relative))

    def _find_file(self, url: str) -> Path | None:
        """The URL's file: at its path below /uploads/, an original it is a copy of, or by name alone.

        Never a file outside the folder.
        """
        if self.folder is None:
            return None
        relative = unquote(upload_path(url))
        for candidate in (*reversed(original_names(relative)), relative, Path(relative).name):
            try:
                path = (self.folder / candidate.lstrip("/")).resolve()
                if path.is_relative_to(self.folder) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
        return None


def upload_path(url: str) -> str:
    """`2016/08/photo.jpg` of an uploads URL, through a CDN too; the whole path of any other."""
    path = clean_path(split_url(url).path)
    return uploads_path(path) or path
