"""Views of an article in the admin beside its form: preview, transitions, revisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.admin.article_search import link_targets
from newsroom.articles.admin.changes.mixin import form_version
from newsroom.articles.admin.editorial.claims import ClaimsMixin
from newsroom.articles.editable_fields.registry import snapshot
from newsroom.articles.forms.article import MAX_NOTE_LENGTH
from newsroom.articles.models import Article, Revision
from newsroom.articles.views.article import render_article
from newsroom.articles.views.documents import import_document
from newsroom.articles.views.pasting import paste
from newsroom.articles.workflow import (
    actions,
    editing_sessions,
    preview_links,
    revisions,
    transitions,
)
from newsroom.articles.workflow.changes import keeping, showing
from newsroom.articles.workflow.changes.form_mode import CHANGE
from newsroom.articles.workflow.handover.claims import with_claim
from newsroom.places.matching import MAX_TYPED_LENGTH, find_places
from newsroom.thai.dates import ThaiDateError
from newsroom.thai.planned_times import parse_planned
from newsroom.web.converters import parse_id
from newsroom.web.pagination import get_page

REVISIONS_PER_PAGE = 50
MAX_DATE_INPUT_LENGTH = 100
# Suggestions under the form's field.
MAX_PLACES = 8


class EditorialViewsMixin(ClaimsMixin):
    """The part of `ArticleAdmin` with views of its own."""

    def get_urls(self) -> list[Any]:
        def route(pattern: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            guarded = self.admin_site.admin_view(view)
            return path(pattern, guarded, name=f"articles_article_{name}")

        post = require_POST
        return [
            route("places/", self.places_view, "places"),
            route("<int:pk>/preview/", self.preview_view, "preview"),
            route("<int:pk>/preview-link/", self.preview_link_view, "preview_link"),
            route("<int:pk>/transition/<str:name>/", post(self.transition_view), "transition"),
            route("<int:pk>/heartbeat/", self.heartbeat_view, "heartbeat"),
            route("<int:pk>/revisions/<int:number>/", self.revision_view, "revision"),
            route("<int:pk>/revisions/<int:number>/restore/", post(self.restore_view), "restore"),
            route("publish-label/", self.publish_label_view, "publish_label"),
            route("paste/", paste, "paste"),
            route("document/", import_document, "document"),
            route("link-targets/", link_targets, "link_targets"),
            *super().get_urls(),
        ]

    def places_view(self, request: HttpRequest) -> HttpResponse:
        """The places that fit what is typed, for the form's field."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        places = find_places(request.GET.get("q", "")[:MAX_TYPED_LENGTH], MAX_PLACES)
        return JsonResponse({"places": [{"name": place.full_label} for place in places]})

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The article's page as readers would see it now, or (`?change`) with the waiting change."""
        article = self._get_article(request, pk, Article.objects.for_page())
        shown = showing.shown_change(article) if CHANGE in request.GET else None
        page = render_article(
            request,
            showing.for_preview(article, shown.values) if shown else article,
            preview=True,
            is_change=shown is not None,
        )
        return preview_links.add_noindex_headers(page)

    def preview_link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Creates a link to the preview for somebody without an account, or ends all of them."""
        article, choices = self._get_article(request, pk), preview_links.VALID_DAYS
        change = keeping.waiting_change(article) if CHANGE in request.GET else None
        user, link, expires_at = signed_in_user(request), "", None
        if request.method == "POST" and "end" in request.POST:
            count = preview_links.end_preview_links(article, by=user)
            messages.success(request, f"ปิดลิงก์ตัวอย่างแล้ว {count} ลิงก์ ใครเปิดอีกจะไม่เห็นข่าว")
            return redirect("admin:articles_article_preview_link", article.pk)
        if request.method == "POST":
            requested = request.POST.get("days", "")
            days = next((days for days in choices if str(days) == requested), choices[0])
            link, expires_at = preview_links.create_preview_link(
                article, days, request, by=user, change=change
            )
        context = {
            "link": link,
            "expires_at": expires_at,
            "valid_days": choices,
            "is_change": change is not None,
            "valid_links": preview_links.valid_links(article),
        }
        return self._render(request, article, "preview_link", "ลิงก์ตัวอย่าง", **context)

    def transition_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Changes an article's state without saving its form."""
        article = self._get_article(request, pk)
        if name not in actions.TRANSITIONS:
            raise PermissionDenied("ไม่รู้จักคำสั่งนี้")
        try:
            reason = request.POST.get(f"reason_{name}", "")[:MAX_NOTE_LENGTH]
            actions.perform(name, article, by=signed_in_user(request), reason=reason)
        except transitions.TransitionRefused as refusal:
            messages.error(request, str(refusal))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, actions.visibility_message(article))
        return self._redirect_to_form(article)

    def heartbeat_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The heartbeat of an open form: who else has it open, and the version now stored.

        POST keeps the sender's editing session alive (with `leave`: ends it). GET only reads; it
        returns a fresh CSRF token after a new sign-in in another tab.
        """
        article, user = self._get_article(request, pk), signed_in_user(request)
        if request.method == "POST" and request.POST.get("leave"):
            editing_sessions.end(article, user)
        elif request.method == "POST":
            editing_sessions.touch(article, user)
        names = editing_sessions.other_editors(article, user)
        return JsonResponse(
            {
                "other_editors": with_claim(names, article),
                "version": form_version(article, keeping.waiting_change(article)),
                "token": get_token(request),
            }
        )

    def publish_label_view(self, request: HttpRequest) -> HttpResponse:
        """Label and hint of the publish button for the date in `at`, as JSON; or `error`."""
        if not permissions.can_publish(signed_in_user(request)):
            raise PermissionDenied("คุณไม่มีสิทธิ์กำหนดเวลาเผยแพร่")
        text = request.GET.get("at", "").strip()[:MAX_DATE_INPUT_LENGTH]
        try:
            label, hint = actions.publish_label(
                parse_planned(text, timezone.now()) if text else None
            )
        except ThaiDateError as error:
            return JsonResponse({"error": str(error)})
        return JsonResponse({"label": label, "hint": hint})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """The article's revisions, newest first, in the place of Django's history."""
        article = self._get_article(request, parse_id(object_id) or 0)
        rows = Revision.objects.filter(article=article).defer("snapshot").select_related("user")
        page = get_page(request, rows, per_page=REVISIONS_PER_PAGE)
        context = {"breadcrumb": "ประวัติ", "page": page}
        return self._render(request, article, "history", "ประวัติของข่าว", **context)

    def revision_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What a revision changed, or (`?with=now`) how it differs from the article as stored."""
        articles = Article.objects.select_related("section", "lead_photo")
        article = self._get_article(request, pk, articles)
        revision = self._get_revision(article, number)
        is_against_current = request.GET.get("with") == "now"
        previous = showing.compared_with(revision)
        if is_against_current:
            diffs = revisions.compare(revision.snapshot, snapshot(article))
        elif previous:
            diffs = revisions.compare(previous.snapshot, revision.snapshot)
        else:
            # The first revision: all its fields are new, except the state it began in.
            empty = {**dict.fromkeys(revision.snapshot), "status": revision.snapshot["status"]}
            diffs = revisions.compare(empty, revision.snapshot)
        user, change = signed_in_user(request), keeping.waiting_change(article)
        is_change = revision.reason == Revision.Reason.CHANGE_KEPT
        if is_change:
            is_waiting = change is not None and change.revision_id == revision.pk
            can_restore = keeping.can_keep(user, article, change) and not is_waiting
        else:
            is_latest = revision == revisions.latest_revision(article)
            can_restore = permissions.can_edit(user, article) and not is_latest
        context = {
            "revision": revision,
            "previous": previous,
            "is_against_current": is_against_current,
            "diffs": diffs,
            "can_restore": can_restore,
            "is_change": is_change,
        }
        return self._render(request, article, "revision", str(revision), **context)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Restores a revision's text as a new revision."""
        article = self._get_article(request, pk)
        revision = self._get_revision(article, number)
        if revision.reason == Revision.Reason.CHANGE_KEPT:
            keeping.keep_again(article, revision, by=signed_in_user(request))
            messages.success(request, f"ฉบับที่ {number} เป็นร่างการแก้ไขที่รออยู่อีกครั้ง ผู้อ่านยังเห็นฉบับเดิม")
            return self._redirect_to_form(article)
        try:
            missing = transitions.restore(revision, by=signed_in_user(request))
        except transitions.TransitionRefused as refusal:
            messages.error(request, f"กู้คืนไม่ได้ {refusal}")
            return self._redirect_to_form(article)
        messages.success(request, f"กู้คืนข้อความจากฉบับที่ {number} แล้ว สถานะของข่าวไม่เปลี่ยน")
        if missing:
            messages.warning(
                request, f"ไม่มีแล้วเพราะถูกลบหรือรวมกับรายการอื่น จึงใช้ที่ข่าวมีอยู่: {', '.join(missing)}"
            )
        return self._redirect_to_form(article)

    def _get_article(
        self, request: HttpRequest, pk: int, articles: QuerySet[Article] | None = None
    ) -> Article:
        """The article with that id; 404 without one, 403 for users who may not see it."""
        article = get_object_or_404(Article if articles is None else articles, pk=pk)
        if not permissions.can_view(signed_in_user(request), article):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูข่าวนี้")
        return article

    def _get_revision(self, article: Article, number: int) -> Revision:
        return get_object_or_404(Revision, article=article, number=number)

    def _redirect_to_form(self, article: Article) -> HttpResponse:
        return redirect("admin:articles_article_change", article.pk)

    def _render(
        self, request: HttpRequest, article: Article, template: str, title: str, **context: Any
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "article": article,
            "original": article,
            "opts": self.opts,
        }
        return render(request, f"admin/articles/article/{template}.html", context)
