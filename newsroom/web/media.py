"""Photos, served from the photo store when no other server stands in front."""

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

# Photo files are named by what is in them: a name never gets another content.
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the photo store; anything else is 404."""
    path = f"photos/{name}"
    kind = TYPES.get("." + name.rpartition(".")[2].lower())
    if kind is None or ".." in name or "\0" in name or "\\" in name:
        raise Http404
    etag = f'"{quote(name)}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            response = FileResponse(default_storage.open(path), content_type=kind)
        except (OSError, SuspiciousFileOperation, ValueError):
            raise Http404 from None
    response["Cache-Control"] = FOR_EVER
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    return response
