"""Moderation: comments in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from newsroom.comments import services
from newsroom.comments.models import Comment, CommentOrigin
from newsroom.fields.admin import NewsroomAdmin
from newsroom.thai.dates import relative_time

VERBS = {
    "approve": (services.approve, "แสดง"),
    "hide": (services.hide, "ซ่อน"),
    "spam": (services.mark_spam, "สแปม"),
}
# Which one-click buttons make sense in which state.
OFFERED = {
    Comment.Status.PENDING: ["approve", "hide", "spam"],
    Comment.Status.VISIBLE: ["hide", "spam"],
    Comment.Status.HIDDEN: ["approve", "spam"],
    Comment.Status.SPAM: ["approve"],
}


@admin.register(Comment)
class CommentAdmin(NewsroomAdmin):
    """The queue: what waits stands first; one click shows, hides or bins."""

    list_display = ["words", "state", "story", "when", "decide"]
    list_display_links = ["words"]
    list_filter = ["status"]
    list_select_related = ["article"]
    search_fields = ["body", "name", "email"]
    ordering = ["-created_at"]
    actions = ["approve", "hide", "spam"]
    fields = ["story", "name", "email", "body", "status", "when", "came_from"]
    readonly_fields = ["story", "when", "came_from"]
    change_list_template = "admin/comments/comment/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).select_related("article", "parent")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        waiting = Comment.objects.waiting().count()
        extra = {"waiting": waiting, **(extra_context or {})}
        return super().changelist_view(request, extra)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        ours = [
            path(
                "<int:pk>/<str:verb>/now/",
                self.admin_site.admin_view(self.one_click),
                name="comments_comment_decide",
            ),
        ]
        return [*ours, *super().get_urls()]

    def one_click(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Decide about one comment from the list."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied("คุณไม่มีสิทธิ์ตรวจความคิดเห็น")
        comment = get_object_or_404(Comment, pk=pk)
        if verb not in VERBS:
            raise PermissionDenied("ไม่รู้จักคำสั่งนี้")
        decide, label = VERBS[verb]
        decide([comment], by=request.user)
        messages.success(request, f"{label}: {comment}")
        back = request.POST.get("back", "")
        list_address = reverse("admin:comments_comment_changelist")
        return redirect(f"{list_address}?{back}" if back else list_address)

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:
        if "status" in form.changed_data:
            obj.decided_by, obj.decided_at = request.user, timezone.now()  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        services.recount([obj.article_id])

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        super().delete_model(request, obj)
        services.recount([obj.article_id])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        stories = set(queryset.values_list("article_id", flat=True))
        super().delete_queryset(request, queryset)
        services.recount(stories)

    @admin.action(description="แสดงความคิดเห็นที่เลือก", permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Show to readers."""
        messages.success(
            request, f"แสดงแล้ว {services.approve(queryset, by=request.user)} ความคิดเห็น"
        )

    @admin.action(description="ซ่อนความคิดเห็นที่เลือก", permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Out of sight."""
        messages.success(request, f"ซ่อนแล้ว {services.hide(queryset, by=request.user)} ความคิดเห็น")

    @admin.action(description="ทำเครื่องหมายสแปมความคิดเห็นที่เลือก", permissions=["change"])
    def spam(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """To the spam."""
        done = services.mark_spam(queryset, by=request.user)
        messages.success(request, f"ทำเครื่องหมายสแปมแล้ว {done} ความคิดเห็น")

    @admin.display(description="ความคิดเห็น")
    def words(self, comment: Comment) -> str:
        return format_html(
            '<span class="comment-author">{}</span><span class="comment-text">{}</span>',
            comment.name,
            comment.body[:400],
        )

    @admin.display(description="สถานะ", ordering="status")
    def state(self, comment: Comment) -> str:
        return format_html(
            '<span class="state state-{}">{}</span>', comment.status, comment.get_status_display()
        )

    @admin.display(description="ข่าว")
    def story(self, comment: Comment) -> str:
        return format_html(
            '<a href="{}">{}</a>', comment.get_absolute_url(), comment.article.headline
        )

    @admin.display(description="เมื่อ", ordering="created_at")
    def when(self, comment: Comment) -> str:
        return relative_time(comment.created_at, timezone.now())

    @admin.display(description="ตรวจ")
    def decide(self, comment: Comment) -> str:
        # The list is one form already; each button says where it posts to.
        buttons = [
            format_html(
                '<button type="submit" class="decide decide-{}" formaction="{}">{}</button>',
                verb,
                reverse("admin:comments_comment_decide", args=[comment.pk, verb]),
                VERBS[verb][1],
            )
            for verb in OFFERED[Comment.Status(comment.status)]
        ]
        return format_html("{}" * len(buttons), *buttons)

    @admin.display(description="ที่มา (เก็บตามกฎหมาย)")
    def came_from(self, comment: Comment) -> str:
        origin = CommentOrigin.objects.filter(comment=comment).first()
        if origin is None:
            return "ไม่มีข้อมูล หรือลบไปแล้วตามกำหนด"
        return f"{origin.address or 'ไม่ทราบไอพี'} · {origin.user_agent or 'ไม่ทราบโปรแกรม'}"

    def get_fields(self, request: HttpRequest, obj: Comment | None = None) -> list[Any]:
        allowed = request.user.has_perm("comments.view_commentorigin")
        return [name for name in self.fields or [] if allowed or name != "came_from"]  # type: ignore[misc]
