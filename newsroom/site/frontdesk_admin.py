"""The front page desk: lead stories, pins and the bar of breaking news, on one screen."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from newsroom.articles.models import Article, Section
from newsroom.articles.words import state_words
from newsroom.fields.admin import NewsroomAdmin
from newsroom.site.front import front_page
from newsroom.site.frontdesk import Kind
from newsroom.site.frontdesk_form import Desk, found, stories
from newsroom.site.models import SiteIdentity
from newsroom.site.picks import FrontPick
from newsroom.thai.dates import thai_datetime
from newsroom.web.caching import private

HINTS = {
    Kind.LEAD: "ลำดับ 1 เป็นข่าวใหญ่ ลำดับ 2–5 อยู่ข้างกัน ช่องที่ว่างใช้ข่าวล่าสุดแทนเอง",
    Kind.PINNED: "อยู่หัวรายการ «ข่าวล่าสุด» เสมอ แม้มีข่าวใหม่กว่า",
}


@admin.register(FrontPick)
class FrontDeskAdmin(NewsroomAdmin):
    """One screen instead of Django's list and form, under a permission of its own."""

    def get_urls(self) -> list[Any]:
        ours = {
            "": (self.desk, "site_frontpick_changelist"),
            "preview/": (self.preview, "site_frontpick_preview"),
            "stories/": (self.stories, "site_frontpick_stories"),
        }
        return [
            path(route, self.admin_site.admin_view(private(self._allowed(view))), name=name)
            for route, (view, name) in ours.items()
        ]

    def _allowed(self, view: Any) -> Any:
        def wrapper(request: HttpRequest) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied("คุณไม่มีสิทธิ์จัดหน้าแรก")
            return view(request)

        return wrapper

    def desk(self, request: HttpRequest) -> HttpResponse:
        """The desk; every button but the last one changes only what lies on it."""
        desk = Desk.posted(request.POST) if request.method == "POST" else Desk.stored()
        order = request.POST.get("do", "")
        if order == "save":
            if desk.is_valid():
                desk.save(by=request.user)
                self.log_change(request, SiteIdentity.current(), "จัดหน้าแรก")
                messages.success(request, "บันทึกหน้าแรกแล้ว ผู้อ่านเห็นทันที")
                return redirect("admin:site_frontpick_changelist")
            desk.problems.append("ยังไม่ได้บันทึก กรุณาแก้ไขตามที่แจ้งไว้")
        else:
            desk.do(order)
        return TemplateResponse(
            request, "admin/site/frontpick/desk.html", self._context(request, desk)
        )

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The front page as it would be, for this editor only."""
        if request.method != "POST":
            return redirect("admin:site_frontpick_changelist")
        desk = Desk.posted(request.POST)
        sections = list(Section.objects.all())
        context = {
            "front": front_page(sections, desk.picks),
            "nav_sections": sections,
            "today": timezone.now(),
            "preview": True,
            "preview_bar": desk.unsaved_bar(),
        }
        response = render(request, "site/home.html", context)
        response["X-Robots-Tag"] = "noindex"
        return response

    def stories(self, request: HttpRequest) -> HttpResponse:
        """What was found, as a piece of the desk, for the script that asks while one types."""
        rows = [_row(story) for story in found(request.GET.get("q", "")[:200])]
        return render(request, "admin/site/frontpick/_found.html", {"found": rows})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _context(self, request: HttpRequest, desk: Desk) -> dict[str, Any]:
        known = stories([*desk.picks.ids, desk.story])
        lists = [
            {
                "kind": kind.value,
                "name": kind.label,
                "hint": HINTS[kind],
                "rows": [_row(known[pk]) for pk in ids if pk in known],
                "free": range(len(ids) + 1, FrontPick.MOST[kind] + 1),
            }
            for kind, ids in ((Kind.LEAD, desk.picks.lead), (Kind.PINNED, desk.picks.pinned))
        ]
        return {
            **self.admin_site.each_context(request),
            "title": "จัดหน้าแรก",
            "desk": desk,
            "lists": lists,
            "bar_story": known.get(desk.story or 0),
            "found": [_row(story) for story in found(desk.query)],
            "is_changed": request.method == "POST",
        }


def _row(story: Article) -> dict[str, Any]:
    """A story as the desk lists it; `waits` says why readers do not see it there."""
    waits = ""
    if story.is_scheduled and story.published_at:
        waits = f"จะแสดงเองเมื่อ {thai_datetime(story.published_at)}"
    elif not story.is_published:
        waits = "ไม่แสดงจนกว่าจะเผยแพร่ ระหว่างนี้ข่าวถัดไปขึ้นแทน"
    kind = "scheduled" if story.is_scheduled else story.status
    return {"story": story, "state": kind, "words": state_words(story), "waits": waits}
