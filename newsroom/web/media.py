"""Files of photos and of share cards, where no web server in front of ours sends them."""

from __future__ import annotations

from urllib.parse import quote

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.views.decorators.http import require_safe

# A file name contains a hash of its content, so a URL never changes its content.
CACHE_CONTROL = "public, max-age=31536000, immutable"
# A card has a headline on it, which goes with its story.
CARD_CACHE_CONTROL = "public, max-age=86400"
CONTENT_TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """A photo file; 404 for any other name."""
    return _file(request, "photos", name, CACHE_CONTROL)


@require_safe
def share_card(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of a card; 404 for any other name."""
    return _file(request, "cards", name, CARD_CACHE_CONTROL)


def _file(request: HttpRequest, folder: str, name: str, cache_control: str) -> HttpResponseBase:
    path = f"{folder}/{name}"
    content_type = CONTENT_TYPES.get("." + name.rpartition(".")[2].lower())
    if content_type is None or ".." in name or "\0" in name or "\\" in name:
        raise Http404
    etag = f'"{quote(name)}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            response = FileResponse(default_storage.open(path), content_type=content_type)
        except (OSError, SuspiciousFileOperation, ValueError):
            raise Http404 from None
    response["Cache-Control"] = cache_control
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    # Feed readers show our photos on their own pages.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
