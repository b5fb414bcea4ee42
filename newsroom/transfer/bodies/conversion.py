"""Bodies of imported articles as clean HTML; their pictures go to the photo library."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from urllib.parse import urljoin

from newsroom.body.conversion import GalleryRequest, ImageSource, LibraryPhoto
from newsroom.body.pipeline import convert
from newsroom.images.models import Photo
from newsroom.transfer.bodies.photos import PhotoImporter, PhotoText
from newsroom.transfer.bodies.plain import once_encoded
from newsroom.transfer.report import ImportReport

# `../story/`, `story.html`; not `/path`, `?query`, `#anchor`, `scheme:`, nor a host that links complete.
_RELATIVE = re.compile(r"\.{0,2}/(?!/)|[A-Za-z0-9_%-]+/|[A-Za-z0-9_%-]+\.(?:html?|php|aspx?)\b")
# `(source, headline, story)` → the photo of a picture; headline and story as in `BodyConverter`.
PhotoFinder = Callable[[ImageSource, str, str], Photo | None]
# `(request, post id, headline, story)` → the photos of a gallery.
GalleryFinder = Callable[[GalleryRequest, int, str, str], Sequence[Photo]]


class BodyConverter:
    """Converts the bodies of one source; what a reader saw there and does not see here is told."""

    def __init__(
        self,
        report: ImportReport,
        photos: PhotoImporter,
        find_photo: PhotoFinder,
        find_gallery: GalleryFinder | None = None,
    ) -> None:
        self.report, self.photos = report, photos
        self.find_photo, self.find_gallery = find_photo, find_gallery

    def convert(
        self,
        html: str,
        headline: str,
        story: str,
        *,
        wordpress_id: int | None = None,
        base_url: str = "",
    ) -> str:
        """Clean body HTML. `headline` is the alternative text of last resort, `story` its key.

        With `wordpress_id` the text is that of a WordPress post with this id (0: unknown).
        `base_url`: where the story was, for links that are relative to it.
        """

        def resolve_image(source: ImageSource) -> LibraryPhoto | None:
            photo = self._photo(source, headline, story)
            return _library_photo(photo) if photo else None

        def resolve_gallery(request: GalleryRequest) -> list[LibraryPhoto]:
            if self.find_gallery is None:
                return []
            photos = self.find_gallery(request, wordpress_id or 0, headline, story)
            return [_library_photo(photo, with_caption=True) for photo in photos]

        def resolve_link(url: str) -> str:
            return urljoin(base_url, url) if _RELATIVE.match(url) else url

        converted = convert(
            once_encoded(html),
            resolve_image=resolve_image,
            resolve_gallery=resolve_gallery,
            resolve_link=resolve_link,
            is_wordpress=wordpress_id is not None,
        )
        for note in converted.notes:
            text = f"{note.message}: {note.detail}" if note.detail else note.message
            self.report.note(text, story=story, kind=note.kind)
        return converted.html

    def _photo(self, source: ImageSource, headline: str, story: str) -> Photo | None:
        if source.data is None:
            return self.find_photo(source, headline, story)
        key = f"data:{sha256(source.data).hexdigest()}"
        known = self.photos.known(key)
        if known is not None:
            return known or None
        text = PhotoText(alt=source.alt, headline=headline)
        return self.photos.add_data(key, source.data, "ภาพในเนื้อข่าว", text, story)


def _library_photo(photo: Photo, *, with_caption: bool = False) -> LibraryPhoto:
    return LibraryPhoto(photo.pk, photo.alt, photo.caption if with_caption else "")
