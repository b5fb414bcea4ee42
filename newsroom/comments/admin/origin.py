"""Where comments came from, also deleted ones: for whoever has to answer an officer's request."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from newsroom.comments.models import CommentOrigin
from newsroom.thai.dates import thai_date, thai_datetime
from newsroom.web.admin.model_admin import NewsroomModelAdmin
from newsroom.web.converters import parse_id

READ_ONLY_FIELDS = (
    "time",
    "comment_link",
    "article_id",
    "ip_address",
    "port",
    "user_agent",
    "until",
)


@admin.register(CommentOrigin)
class CommentOriginAdmin(NewsroomModelAdmin):
    """Read-only: the database itself refuses changes, and deletion before its day."""

    list_display = ["time", "comment_link", "article_id", "ip_address", "port", "until"]
    list_display_links = ["time"]
    search_fields = ["ip_address"]
    search_help_text = "ค้นหาเลขที่ความคิดเห็น เลขที่ข่าว หรือหมายเลขไอพี"
    fields = READ_ONLY_FIELDS
    readonly_fields = READ_ONLY_FIELDS
    ordering = ["-received_at"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[CommentOrigin], search_term: str
    ) -> tuple[QuerySet[CommentOrigin], bool]:
        pk = parse_id(search_term.strip())
        if pk is None:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(Q(comment_id=pk) | Q(article_id=pk)), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CommentOrigin | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CommentOrigin | None = None) -> bool:
        return False

    @admin.display(description="ได้รับเมื่อ", ordering="received_at")
    def time(self, origin: CommentOrigin) -> str:
        return thai_datetime(origin.received_at)

    @admin.display(description="เก็บถึง", ordering="retained_until")
    def until(self, origin: CommentOrigin) -> str:
        return thai_date(origin.retained_until, "medium")

    @admin.display(description="ความคิดเห็นเลขที่")
    def comment_link(self, origin: CommentOrigin) -> str:
        # The comment may be gone; the admin then says so.
        url = reverse("admin:comments_comment_change", args=[origin.comment_id])
        return format_html('<a href="{}">{}</a>', url, origin.comment_id)
