"""What a person has typed and not saved, kept on the server: another computer of theirs has it, too."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.models import Article, PersonalDraft
from newsroom.thai.dates import thai_time
from newsroom.web.converters import parse_id

MAX_KEY_LENGTH = 79
MAX_VALUES_BYTES = 2_000_000
MAX_DRAFTS_PER_USER = 30
KEEP_FOR = timedelta(days=60)


def is_draft_key(key: str) -> bool:
    """Whether a key is one that static/js/drafts.js makes: an article's id or `new-…`."""
    return key.isascii() and key.replace("-", "").isalnum() and len(key) <= MAX_KEY_LENGTH


def drafts_view(request: HttpRequest) -> HttpResponse:
    """Keeps, replaces or discards a personal draft.

    POST `key`, `version` and `values` (JSON) keeps it and answers `saved_at`; with `discard` instead
    it is deleted. GET answers `token`, a CSRF token that is valid after a new sign-in.
    """
    user = signed_in_user(request)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    key = request.POST.get("key", "")
    if not is_draft_key(key):
        return JsonResponse({"error": "ร่างนี้ไม่มีชื่อ"}, status=400)
    if "discard" in request.POST:
        PersonalDraft.objects.filter(user=user, key=key).delete()
        return JsonResponse({})
    article = Article.objects.filter(pk=parse_id(key) or 0).first()
    if article and not permissions.can_write(user, article):
        return JsonResponse({"error": "คุณไม่มีสิทธิ์แก้ไขข่าวนี้"}, status=403)
    if article is None and not user.has_perm(permissions.ADD):
        return JsonResponse({"error": "คุณไม่มีสิทธิ์เขียนข่าวใหม่"}, status=403)
    values = _values(request.POST.get("values", ""))
    if values is None:
        return JsonResponse({"error": "ร่างนี้ยาวเกินไปหรืออ่านไม่ได้"}, status=400)
    fields: dict[str, Any] = {
        "article": article,
        "values": values,
        "version": request.POST.get("version", "")[:40],
        "saved_at": timezone.now(),
    }
    draft, is_new = PersonalDraft.objects.update_or_create(user=user, key=key, defaults=fields)
    if is_new:
        _purge(user)
    return JsonResponse({"saved_at": thai_time(draft.saved_at)})


def signed_in_view(request: HttpRequest) -> HttpResponse:
    """Where a sign-in beside an open form ends: a page that closes itself."""
    return render(request, "admin/articles/article/signed_in.html")


def discard(user: User, key: str) -> None:
    """Delete the draft that a save has made superfluous."""
    PersonalDraft.objects.filter(user=user, key=key).delete()


def drafts_for_form(user: User, article: Article | None) -> list[dict[str, Any]]:
    """The user's drafts that a form offers, newest first, as static/js/drafts.js reads them."""
    drafts = PersonalDraft.objects.filter(user=user, article=article).order_by("-saved_at")
    return [
        {
            "key": draft.key,
            "at": int(draft.saved_at.timestamp() * 1000),
            "version": draft.version,
            "values": draft.values,
        }
        for draft in drafts
    ]


def _values(text: str) -> dict[str, Any] | None:
    if len(text.encode()) > MAX_VALUES_BYTES:
        return None
    try:
        values = json.loads(text.replace("\\u0000", ""))
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _purge(user: User) -> None:
    """Delete old drafts of everybody, and a user's oldest beyond the limit."""
    PersonalDraft.objects.filter(saved_at__lt=timezone.now() - KEEP_FOR).delete()
    own = PersonalDraft.objects.filter(user=user).order_by("-saved_at")
    too_many = list(own.values_list("pk", flat=True)[MAX_DRAFTS_PER_USER:])
    PersonalDraft.objects.filter(pk__in=too_many).delete()
