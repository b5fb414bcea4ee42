"""Proofreading in the admin: the endpoint of the panel beside the form, and a message after a save."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST
from js_asset import Media

from newsroom.articles.forms.proofreading import InvalidRequest, dismissed_keys, sent_texts
from newsroom.articles.workflow.proofreading import proofread, summarize_findings
from newsroom.thai.copydesk.check import TextTooLongError
from newsroom.web.admin.model_admin import NewsroomModelAdmin

# Of Django's own: without the 35 kB that make slugs of titles, which no field here is, and without
# what only the list needs (its template has it).
DJANGO_SCRIPTS = (
    "vendor/jquery/jquery{}.js",
    "jquery.init.js",
    "admin/RelatedObjectLookups.js",
)


class ProofreadingMixin(NewsroomModelAdmin):
    """The part of `ArticleAdmin` that proofreads."""

    @property
    def media(self) -> Media:
        panel = Media(
            css={"all": ["css/copydesk.css"]}, js=["js/copydesk-fields.js", "js/copydesk.js"]
        )
        suffix = "" if settings.DEBUG else ".min"
        django = Media(js=[f"admin/js/{name.format(suffix)}" for name in DJANGO_SCRIPTS])
        return django + panel

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.proofreading_view))
        return [path("copydesk/", view, name="articles_article_copydesk"), *super().get_urls()]

    def proofreading_view(self, request: HttpRequest) -> HttpResponse:
        """What the panel shows of the texts sent as JSON; never cached (`admin_view`)."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            return _error_response("คุณไม่มีสิทธิ์เขียนหรือแก้ข่าว", 403)
        try:
            return JsonResponse(proofread(sent_texts(request)))
        except TextTooLongError as error:
            return _error_response(str(error), 413)
        except InvalidRequest as error:
            return _error_response(str(error), 400)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        dismissed = dismissed_keys(request.POST.get("copydesk_dismissed", ""))
        if message := summarize_findings(form.instance, dismissed):
            messages.warning(request, message)


def _error_response(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)
