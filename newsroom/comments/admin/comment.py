"""Moderation: the queue of comments in the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from newsroom.accounts.requests import signed_in_user
from newsroom.comments import services
from newsroom.comments.email_verification import send_links
from newsroom.comments.models import Comment, CommentOrigin
from newsroom.thai.dates import relative_time
from newsroom.web.admin.model_admin import NewsroomModelAdmin
from newsroom.web.requests import NewsroomRequest

Status = Comment.Status
MAX_LISTED_BODY_LENGTH = 400


class ModerationAction(NamedTuple):
    """A service that moderates comments, and the label of its button."""

    service: Callable[..., int]
    label: str


# By the name that URLs and the buttons' CSS classes have.
MODERATION_ACTIONS = {
    "approve": ModerationAction(services.approve, "แสดง"),
    "trust": ModerationAction(services.approve_and_trust, "แสดงและไว้ใจผู้เขียน"),
    "hide": ModerationAction(services.hide, "ซ่อน"),
    "spam": ModerationAction(services.mark_spam, "สแปม"),
}
# The buttons in the list, by the comment's status; "trust" needs an e-mail address.
AVAILABLE_ACTIONS = {
    Status.PENDING: ["approve", "trust", "hide", "spam"],
    Status.VISIBLE: ["trust", "hide", "spam"],
    Status.HIDDEN: ["approve", "spam"],
    Status.SPAM: ["approve"],
}
# What the form does when its status field was changed.
SERVICE_BY_STATUS = {
    Status.PENDING: services.return_to_queue,
    Status.VISIBLE: services.approve,
    Status.HIDDEN: services.hide,
    Status.SPAM: services.mark_spam,
}
# `origin_text` is shown to those with the permission to view origins only.
FORM_FIELDS = ("article_link", "name", "email", "body", "status", "time", "origin_text")


@admin.register(Comment)
class CommentAdmin(NewsroomModelAdmin):
    """The queue, newest first, with buttons that moderate a comment by one click."""

    list_display = ["text", "status_label", "article_link", "time", "moderation_buttons"]
    list_display_links = ["text"]
    list_filter = ["status"]
    list_select_related = ["article"]
    search_fields = ["body", "name", "email"]
    ordering = ["-created_at"]
    actions = ["approve", "hide", "spam"]
    readonly_fields = ["article_link", "time", "origin_text"]
    change_list_template = "admin/comments/comment/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).select_related("article", "parent")

    def get_fields(self, request: HttpRequest, obj: Comment | None = None) -> tuple[str, ...]:
        can_view_origin = request.user.has_perm("comments.view_commentorigin")
        return FORM_FIELDS if can_view_origin else FORM_FIELDS[:-1]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        pending_count = Comment.objects.waiting().count()
        context = {"pending_count": pending_count, **(extra_context or {})}
        return super().changelist_view(request, context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.moderate_view)
        moderate = path("<bigid:pk>/<str:action>/now/", view, name="comments_comment_moderate")
        return [moderate, *super().get_urls()]

    def moderate_view(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        """Moderate one comment from the list, then return to the list as it was filtered."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied("คุณไม่มีสิทธิ์ตรวจความคิดเห็น")
        comment = get_object_or_404(Comment, pk=pk)
        if action not in MODERATION_ACTIONS:
            raise PermissionDenied("ไม่รู้จักคำสั่งนี้")
        service, label = MODERATION_ACTIONS[action]
        service([comment], by=signed_in_user(request))
        self._offer_proof(request, [comment])
        messages.success(request, f"{label}: {comment}")
        query = request.POST.get("back", "")
        list_url = reverse("admin:comments_comment_changelist")
        return redirect(f"{list_url}?{query}" if query else list_url)

    def save_model(
        self, request: HttpRequest, obj: Comment, form: ModelForm[Comment], change: bool
    ) -> None:
        """Save the texts; a changed status goes through the services, as with the buttons."""
        new_status = Status(obj.status)
        obj.status = form.initial["status"]
        super().save_model(request, obj, form, change)
        if new_status == obj.status:
            services.update_comment_counts([obj.article_id])
        else:
            SERVICE_BY_STATUS[new_status]([obj], by=signed_in_user(request))
            self._offer_proof(request, [obj])

    def _offer_proof(self, request: HttpRequest, comments: list[Comment]) -> None:
        """Send writers of approved comments the link that proves their address, if that is of use."""
        if cast("NewsroomRequest", request).site_settings.comment_moderation != "all":
            send_links(comments)

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        super().delete_model(request, obj)
        services.update_comment_counts([obj.article_id])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        article_ids = set(queryset.values_list("article_id", flat=True))
        super().delete_queryset(request, queryset)
        services.update_comment_counts(article_ids)

    @admin.action(description="แสดงความคิดเห็นที่เลือก", permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        comments = list(queryset)
        count = services.approve(comments, by=signed_in_user(request))
        self._offer_proof(request, comments)
        messages.success(request, f"แสดงแล้ว {count} ความคิดเห็น")

    @admin.action(description="ซ่อนความคิดเห็นที่เลือก", permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        count = services.hide(queryset, by=signed_in_user(request))
        messages.success(request, f"ซ่อนแล้ว {count} ความคิดเห็น")

    @admin.action(description="ทำเครื่องหมายสแปมความคิดเห็นที่เลือก", permissions=["change"])
    def spam(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        count = services.mark_spam(queryset, by=signed_in_user(request))
        messages.success(request, f"ทำเครื่องหมายสแปมแล้ว {count} ความคิดเห็น")

    @admin.display(description="ความคิดเห็น")
    def text(self, comment: Comment) -> str:
        return format_html(
            '<span class="comment-author">{}</span><span class="comment-text">{}</span>',
            comment.name,
            comment.body[:MAX_LISTED_BODY_LENGTH],
        )

    @admin.display(description="สถานะ", ordering="status")
    def status_label(self, comment: Comment) -> str:
        return format_html(
            '<span class="state state-{}">{}</span>', comment.status, comment.get_status_display()
        )

    @admin.display(description="ข่าว")
    def article_link(self, comment: Comment) -> str:
        return format_html(
            '<a href="{}">{}</a>', comment.get_absolute_url(), comment.article.headline
        )

    @admin.display(description="เมื่อ", ordering="created_at")
    def time(self, comment: Comment) -> str:
        return relative_time(comment.created_at, timezone.now())

    @admin.display(description="ตรวจ")
    def moderation_buttons(self, comment: Comment) -> str:
        # The list is inside a form already; `formaction` sends each button to its own URL.
        buttons = [
            format_html(
                '<button type="submit" class="decide decide-{}" formaction="{}">{}</button>',
                action,
                reverse("admin:comments_comment_moderate", args=[comment.pk, action]),
                MODERATION_ACTIONS[action].label,
            )
            for action in AVAILABLE_ACTIONS[Status(comment.status)]
            if action != "trust" or comment.email
        ]
        return format_html("{}" * len(buttons), *buttons)

    @admin.display(description="ที่มา (เก็บตามกฎหมาย)")
    def origin_text(self, comment: Comment) -> str:
        origin = CommentOrigin.objects.filter(comment=comment).first()
        if origin is None:
            return "ไม่มีข้อมูล หรือลบไปแล้วตามกำหนด"
        return f"{origin.ip_address or 'ไม่ทราบไอพี'} · {origin.user_agent or 'ไม่ทราบโปรแกรม'}"
