"""Pages in the admin: form, preview, history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from newsroom.accounts.requests import signed_in_user
from newsroom.articles.workflow.preview_links import add_noindex_headers
from newsroom.articles.workflow.revisions import compare
from newsroom.body.conversion import sentences
from newsroom.pages.forms import PageForm
from newsroom.pages.models import Page, PageRevision
from newsroom.pages.revisions import (
    PAGE_FIELDS,
    create_revision,
    ensure_baseline,
    restore,
    snapshot,
)
from newsroom.pages.site_pages import all_pages
from newsroom.pages.views import render_page
from newsroom.web.admin.dates import date_column
from newsroom.web.admin.model_admin import NewsroomModelAdmin
from newsroom.web.converters import parse_id
from newsroom.web.pagination import get_page

REVISIONS_PER_PAGE = 50


@admin.register(Page)
class PageAdmin(NewsroomModelAdmin):
    """Pages. What readers see cannot be deleted: it is withdrawn first, which tells them."""

    form = PageForm
    fieldsets = [
        (None, {"fields": ["title", "body", "version"]}),
        ("เผยแพร่", {"fields": ["status", "kind", "parent", "slug"]}),
    ]
    list_display = ["title", "address", "kind", "status", date_column("updated_at", "บันทึกล่าสุด")]
    list_filter = ["status"]
    search_fields = ["title", "slug"]
    actions = None
    view_on_site = False
    change_form_template = "admin/pages/page/change_form.html"

    class Media:
        css = {"all": ["css/article-form.css", "css/pages.css"]}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        known = {page.kind for page in all_pages()} | {Page.Kind.OTHER}
        missing = [kind for kind in Page.Kind if kind not in known]
        return super().changelist_view(request, {"missing_kinds": missing, **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and match.url_name == "pages_page_changelist"
        return rows.defer("body") if is_list else rows

    def get_urls(self) -> list[Any]:
        def route(pattern: str, view: Any, name: str) -> Any:
            return path(pattern, self.admin_site.admin_view(view), name=f"pages_page_{name}")

        return [
            route("<int:pk>/preview/", self.preview_view, "preview"),
            route("<int:pk>/revisions/<int:number>/", self.revision_view, "revision"),
            route(
                "<int:pk>/revisions/<int:number>/restore/",
                require_POST(self.restore_view),
                "restore",
            ),
            *super().get_urls(),
        ]

    @admin.display(description="ที่อยู่", ordering="slug")
    def address(self, page: Page) -> str:
        url = page.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, url) if page.is_published else url

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_published)

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        if change:
            ensure_baseline(Page.objects.get(pk=obj.pk))
        obj.save()
        create_revision(obj, by=signed_in_user(request))
        if obj.is_draft:
            messages.info(request, "หน้านี้เป็นฉบับร่าง ผู้อ่านยังไม่เห็น เมื่อพร้อมให้เปลี่ยนสถานะเป็น «เผยแพร่»")
        for sentence in sentences(getattr(obj, "body_notes", ())):
            messages.warning(request, sentence)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page as readers would see it; never cached."""
        return add_noindex_headers(render_page(request, self._page(request, pk), preview=True))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The revisions, newest first, in the place of Django's history."""
        page = self._page(request, parse_id(object_id) or 0)
        rows = PageRevision.objects.filter(page=page).defer("snapshot").select_related("user")
        listed = get_page(request, rows, per_page=REVISIONS_PER_PAGE)
        return self._render(request, page, "history", "ประวัติของหน้า", page=listed)

    def revision_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What a revision changed, or (`?with=now`) how it differs from the page as stored."""
        page = self._page(request, pk)
        revision = get_object_or_404(PageRevision, page=page, number=number)
        previous = PageRevision.objects.filter(page=page, number__lt=number).first()
        is_against_current = request.GET.get("with") == "now"
        if is_against_current:
            old, new = revision.snapshot, snapshot(page)
        else:
            old = previous.snapshot if previous else dict.fromkeys(revision.snapshot)
            new = revision.snapshot
        latest = PageRevision.objects.filter(page=page).first()
        can_change = self.has_change_permission(request, page)
        context = {
            "revision": revision,
            "previous": previous,
            "is_against_current": is_against_current,
            "diffs": compare(old, new, PAGE_FIELDS),
            "can_restore": can_change and revision != latest,
        }
        return self._render(request, page, "revision", str(revision), **context)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Restores the text of a revision as a new one."""
        page = self._page(request, pk)
        if not self.has_change_permission(request, page):
            raise PermissionDenied("คุณไม่มีสิทธิ์แก้ไขหน้านี้")
        revision = get_object_or_404(PageRevision, page=page, number=number)
        missing = restore(revision, by=signed_in_user(request))
        self.log_change(request, page, f"กู้คืนฉบับที่ {number}")
        messages.success(request, f"กู้คืนข้อความจากฉบับที่ {number} แล้ว ที่อยู่และสถานะไม่เปลี่ยน")
        if missing:
            messages.warning(request, f"กู้คืนไม่ได้: {', '.join(missing)}")
        return redirect("admin:pages_page_change", page.pk)

    def _page(self, request: HttpRequest, pk: int) -> Page:
        page = get_object_or_404(Page.objects.select_related("parent"), pk=pk)
        if not self.has_view_permission(request, page):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูหน้านี้")
        return page

    def _render(
        self, request: HttpRequest, site_page: Page, template: str, title: str, **context: Any
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "site_page": site_page,
            "opts": self.opts,
        }
        return render(request, f"admin/pages/page/{template}.html", context)
