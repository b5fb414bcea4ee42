"""The front page editor's screen: lead articles, pinned articles and the breaking news bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from newsroom.accounts.requests import signed_in_user
from newsroom.articles.models import Article, Section
from newsroom.articles.workflow.actions import state_label
from newsroom.site.front_page.composition import front_page
from newsroom.site.front_page.editor import (
    MAX_QUERY_LENGTH,
    FrontPageEditor,
    articles_by_id,
    search_articles,
)
from newsroom.site.models import MAX_PER_AREA, FrontPageArea, FrontPageArticle, SiteSettings
from newsroom.thai.dates import thai_datetime
from newsroom.web.admin.model_admin import NewsroomModelAdmin

HINTS = {
    FrontPageArea.LEAD: "ลำดับ 1 เป็นข่าวใหญ่ ลำดับ 2–5 อยู่ข้างกัน ช่องที่ว่างใช้ข่าวล่าสุดแทนเอง",
    FrontPageArea.PINNED: "อยู่หัวรายการ «ข่าวล่าสุด» เสมอ แม้มีข่าวใหม่กว่า",
}
TEMPLATES = "admin/site/frontpagearticle"


@dataclass(frozen=True)
class EditorRow:
    """An article in one of the editor's lists; `notice` says why readers do not see it there yet."""

    article: Article
    state: str
    state_label: str
    notice: str


@admin.register(FrontPageArticle)
class FrontPageAdmin(NewsroomModelAdmin):
    """One screen in place of the change list and the change form, with one permission for all of it."""

    def get_urls(self) -> list[URLPattern]:
        views = {
            "": (self.editor, "site_frontpagearticle_changelist"),
            "preview/": (self.preview, "site_frontpagearticle_preview"),
            "search/": (self.search, "site_frontpagearticle_search"),
        }
        return [
            path(route, self.admin_site.admin_view(self._require_permission(view)), name=name)
            for route, (view, name) in views.items()
        ]

    def _require_permission(
        self, view: Callable[[HttpRequest], HttpResponse]
    ) -> Callable[[HttpRequest], HttpResponse]:
        def wrapper(request: HttpRequest) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied("คุณไม่มีสิทธิ์จัดหน้าแรก")
            return view(request)

        return wrapper

    def editor(self, request: HttpRequest) -> HttpResponse:
        """The editor; every button but "save" changes only the posted state."""
        if request.method == "POST":
            editor = FrontPageEditor.from_post(request.POST)
        else:
            editor = FrontPageEditor.from_database()
        command = request.POST.get("command", "")
        if command == "save":
            if editor.save(by=signed_in_user(request)):
                self.log_change(request, SiteSettings.get_current(), "จัดหน้าแรก")
                messages.success(request, "บันทึกหน้าแรกแล้ว ผู้อ่านเห็นทันที")
                return redirect("admin:site_frontpagearticle_changelist")
            editor.errors.append("ยังไม่ได้บันทึก กรุณาแก้ไขตามที่แจ้งไว้")
        else:
            editor.apply_command(command)
        return TemplateResponse(request, f"{TEMPLATES}/editor.html", self._context(request, editor))

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The front page as it would be after saving; for this editor only."""
        if request.method != "POST":
            return redirect("admin:site_frontpagearticle_changelist")
        editor = FrontPageEditor.from_post(request.POST)
        sections = list(Section.objects.all())
        context = {
            "front": front_page(sections, editor.selection),
            "nav_sections": sections,
            "today": timezone.now(),
            "preview": True,
            "preview_breaking_news": editor.unsaved_breaking_news(),
        }
        response = render(request, "site/home.html", context)
        response["X-Robots-Tag"] = "noindex"
        return response

    def search(self, request: HttpRequest) -> HttpResponse:
        """The search results as an HTML fragment, for the script that searches while one types."""
        articles = search_articles(request.GET.get("q", "")[:MAX_QUERY_LENGTH])
        context = {"results": [_row(article) for article in articles]}
        return render(request, f"{TEMPLATES}/_results.html", context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: FrontPageArticle | None = None
    ) -> bool:
        return False

    def _context(self, request: HttpRequest, editor: FrontPageEditor) -> dict[str, object]:
        articles = articles_by_id([*editor.selection.ids, editor.breaking_article_id])
        areas = []
        for area in FrontPageArea:
            ids = editor.selection.in_area(area)
            areas.append(
                {
                    "name": area.value,
                    "label": area.label,
                    "hint": HINTS[area],
                    "rows": [_row(articles[pk]) for pk in ids if pk in articles],
                    "free_positions": range(len(ids), MAX_PER_AREA[area]),
                }
            )
        return {
            **self.admin_site.each_context(request),
            "title": "จัดหน้าแรก",
            "editor": editor,
            "areas": areas,
            "breaking_article": articles.get(editor.breaking_article_id or 0),
            "results": [_row(article) for article in search_articles(editor.query)],
            "is_changed": request.method == "POST",
        }


def _row(article: Article) -> EditorRow:
    notice = ""
    if article.is_scheduled and article.published_at:
        notice = f"จะแสดงเองเมื่อ {thai_datetime(article.published_at)}"
    elif not article.is_published:
        notice = "ไม่แสดงจนกว่าจะเผยแพร่ ระหว่างนี้ข่าวถัดไปขึ้นแทน"
    state = "scheduled" if article.is_scheduled else article.status
    return EditorRow(article, state, state_label(article), notice)
