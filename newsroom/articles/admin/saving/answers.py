"""Saving the form by script: the same POST, answered as JSON instead of a page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from newsroom.accounts.requests import signed_in_user
from newsroom.articles.admin.changes.mixin import PendingChangeMixin, form_version
from newsroom.articles.admin.saving import drafts
from newsroom.articles.models import Article
from newsroom.articles.signals import notify_once
from newsroom.articles.workflow import actions, publish_checks, transitions
from newsroom.articles.workflow.changes.keeping import waiting_change
from newsroom.articles.workflow.revisions import latest_revision
from newsroom.thai.dates import thai_time

# After a save this cookie names the browser's local draft that is now stored; static/js/drafts.js
# deletes that draft.
SAVED_DRAFT_COOKIE = "saved_draft"
SAVED_DRAFT_SECONDS = 3600
BY_SCRIPT = "X-Saved-By"


def is_by_script(request: HttpRequest) -> bool:
    """Whether static/js/desk/saving.js sent the form."""
    return BY_SCRIPT in request.headers


class SavingMixin(PendingChangeMixin):
    """The part of `ArticleAdmin` that answers a save: by one message, or as JSON."""

    def get_urls(self) -> list[Any]:
        guard = self.admin_site.admin_view
        return [
            path("drafts/", guard(drafts.drafts_view), name="articles_article_drafts"),
            path("signed-in/", guard(drafts.signed_in_view), name="articles_article_signed_in"),
            *super().get_urls(),
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Django's; a form with errors that was sent by script is answered with these alone."""
        if request.method == "POST":
            with transaction.atomic(), notify_once():
                response = super().changeform_view(request, object_id, form_url, extra_context)
        else:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        is_invalid = isinstance(response, TemplateResponse) and request.method == "POST"
        if not (is_by_script(request) and is_invalid):
            return response
        context: Any = response.context_data  # type: ignore[attr-defined]
        form = context["adminform"].form
        errors = {
            form[name].id_for_label or name: list(form.errors[name])
            for name in form.errors
            if name != "__all__"
        }
        for inline in context["inline_admin_formsets"]:
            for row in inline.formset.forms:
                for name, texts in row.errors.items():
                    errors[f"id_{row.prefix}-{name}"] = list(texts)
        answer = {
            "errors": errors,
            "message": " ".join(form.non_field_errors()),
            "conflict": bool(getattr(form, "merge", None)),
            "token": get_token(request),
        }
        return JsonResponse(answer, status=422)

    def message_user(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Django's, except after a save, which `_one_message` tells of."""
        if not getattr(request, "is_saving_article", False):
            super().message_user(request, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kw: Any) -> HttpResponse:
        request.is_saving_article = True  # type: ignore[attr-defined]
        return self._answer(request, obj, super().response_add(request, obj, *args, **kw))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        request.is_saving_article = True  # type: ignore[attr-defined]
        return self._answer(request, obj, super().response_change(request, obj))

    def _answer(self, request: HttpRequest, article: Article, page: HttpResponse) -> HttpResponse:
        keeps = self.form_mode(request, article).is_keeping
        message = _one_message(request, keeps)
        response = (
            JsonResponse(_saved(request, article, message, keeps))
            if is_by_script(request)
            else page
        )
        key = request.POST.get("_draft", "")
        if drafts.is_draft_key(key):
            drafts.discard(signed_in_user(request), key)
            options: dict[str, Any] = {"path": reverse("admin:index"), "samesite": "Strict"}
            response.set_cookie(SAVED_DRAFT_COOKIE, key, max_age=SAVED_DRAFT_SECONDS, **options)
        return response


def _one_message(request: HttpRequest, keeps: bool) -> str:
    """Join what a save has to say into one message, which takes the place of all of them.

    `keeps`: it kept a change, and says so itself.
    """
    queued = list(messages.get_messages(request))
    if not queued:
        return ""
    text = " · ".join(dict.fromkeys(str(message) for message in queued))
    if not is_by_script(request):
        messages.add_message(
            request, max(message.level for message in queued), text if keeps else f"บันทึกแล้ว {text}"
        )
    return text


def _saved(request: HttpRequest, article: Article, message: str, keeps: bool) -> dict[str, Any]:
    """What the form needs to go on after a save."""
    article = Article.objects.get(pk=article.pk)
    change = waiting_change(article)
    time = thai_time(timezone.now())
    latest = latest_revision(article)
    base, version = latest, article.updated_at.isoformat()
    if keeps and change and change.base != latest:
        # To be merged before it is published.
        base, version = change.base, str(change.created_at)
    return {
        "id": article.pk,
        "url": reverse("admin:articles_article_change", args=[article.pk]),
        "preview": reverse("admin:articles_article_preview", args=[article.pk])
        + ("?change" if keeps else ""),
        "heartbeat": reverse("admin:articles_article_heartbeat", args=[article.pk]),
        "version": version,
        "base": str(base.number if base else ""),
        "seen": form_version(article, change),
        "change": str(change.revision.number) if keeps and change else "",
        "said": f"เก็บร่างการแก้ไขแล้ว {time}" if keeps else f"บันทึกแล้ว {time}",
        "state": "change" if keeps else transitions.state_of(article),
        "state_label": "ร่างการแก้ไข" if keeps else actions.state_label(article),
        "message": message,
        "issues": [issue.message for issue in publish_checks.all_issues(article)],
        "rows": getattr(request, "saved_rows", {}),
        "token": get_token(request),
    }


def saved_rows(formsets: Any) -> dict[str, Any]:
    """The ids of the rows that a save has stored, by the prefix of their form."""
    return {
        form.prefix: form.instance.pk
        for formset in formsets
        for form in formset.forms
        if form.instance.pk
    }
