"""Documents as readers download them."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from newsroom.articles.models import Article, DocumentUsage
from newsroom.documents.kinds import CONTENT_TYPES, Kind
from newsroom.documents.models import Document


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A document that a public text shows; for those who sign in any. 404 for everybody else.

    It is saved, never opened as a page of ours: whatever it holds has no rights here.
    """
    document = get_object_or_404(Document, pk=pk)
    user = getattr(request, "user", None)
    is_staff = bool(user and user.is_active and user.has_perm("documents.view_document"))
    if not is_staff and not _is_public(document):
        raise Http404("ไม่มีเอกสารนี้")
    etag = f'"{document.sha256[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            file = default_storage.open(str(document.file.name))
        except (OSError, ValueError):
            raise Http404("ไม่พบไฟล์") from None
        response = FileResponse(
            file,
            as_attachment=True,
            filename=document.download_name,
            content_type=CONTENT_TYPES[Kind(document.kind)],
        )
    response["ETag"] = etag
    # Asked for again each time: it goes with the story.
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _is_public(document: Document) -> bool:
    shown = DocumentUsage.objects.filter(document=document).values("article")
    if Article.objects.published().filter(pk__in=shown).exists():
        return True
    return any(
        getattr(row, "is_published", False)
        for find in Document.usage_finders
        for row in find(document)
    )
