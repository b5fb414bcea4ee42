"""The outbox in the admin: what became of each message, never its text."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from newsroom.mail.availability import can_send
from newsroom.mail.models import OutgoingMail, State
from newsroom.mail.outbox import RefusedHeader, queue_mail
from newsroom.mail.sender import retry_failed
from newsroom.thai.dates import thai_date, thai_time
from newsroom.web.admin.model_admin import NewsroomModelAdmin


@admin.register(OutgoingMail)
class OutgoingMailAdmin(NewsroomModelAdmin):
    """Read-only; a message's text may hold a link that sets a superuser's password."""

    # On a phone the first two columns are seen without scrolling.
    when_empty = "อีเมลที่ระบบส่งออกขึ้นที่นี่ พร้อมเหตุเมื่อส่งไม่สำเร็จ"
    list_display = ["subject", "outcome", "recipient", "created"]
    list_filter = ["state"]
    search_fields = ["subject", "recipient", "error"]
    search_help_text = "ค้นหาเรื่อง ผู้รับ หรือสาเหตุที่ส่งไม่สำเร็จ"
    fields = [
        "subject",
        "recipient",
        "state",
        "created",
        "sent",
        "attempts",
        "next_attempt",
        "error",
    ]
    readonly_fields = [
        "subject", "recipient", "state", "created", "sent", "attempts", "next_attempt", "error",
    ]  # fmt: skip
    actions = ["retry"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.send_trial)
        return [path("trial/", view, name="mail_outgoingmail_trial"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"trial_recipient": self._trial_recipient(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def send_trial(self, request: HttpRequest) -> HttpResponse:
        """Queue a message to oneself, to see whether mail arrives."""
        recipient = self._trial_recipient(request)
        if request.method != "POST" or not recipient:
            raise PermissionDenied
        try:
            queue_mail("mail/trial", to=recipient, subject="อีเมลทดสอบ")
        except RefusedHeader as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, f"เข้าคิวแล้ว จะส่งถึง {recipient} ในไม่กี่วินาที")
        return redirect("admin:mail_outgoingmail_changelist")

    def _trial_recipient(self, request: HttpRequest) -> str:
        """One's own address, if one may send and the site can."""
        allowed = self.has_retry_permission(request) and can_send()
        return getattr(request.user, "email", "") if allowed else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OutgoingMail | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OutgoingMail | None = None) -> bool:
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("mail.change_outgoingmail")

    @admin.action(description="ส่งใหม่", permissions=["retry"])
    def retry(self, request: HttpRequest, mails: QuerySet[OutgoingMail]) -> None:
        """For those that failed, unless they have expired."""
        count = retry_failed(list(mails.values_list("pk", flat=True)), timezone.now())
        self.message_user(request, f"นำกลับเข้าคิวแล้ว {count} ฉบับ")

    @admin.display(description="สถานะ", ordering="state")
    def outcome(self, mail: OutgoingMail) -> str:
        """The state and, of a message that has not arrived, why."""
        words = [str(State(mail.state).label)]
        if mail.attempts and mail.state != State.SENT:
            words.append(f"ลองแล้ว {mail.attempts} ครั้ง")
        return format_html("{}{}", " ".join(words), _line(mail.error))

    @admin.display(description="เข้าคิวเมื่อ", ordering="id")
    def created(self, mail: OutgoingMail) -> str:
        return _thai(mail.created_at)

    @admin.display(description="ส่งเมื่อ")
    def sent(self, mail: OutgoingMail) -> str:
        return _thai(mail.sent_at) if mail.sent_at else self.get_empty_value_display()

    @admin.display(description="ส่งครั้งต่อไป")
    def next_attempt(self, mail: OutgoingMail) -> str:
        return (
            _thai(mail.next_attempt_at)
            if mail.state == State.WAITING
            else self.get_empty_value_display()
        )


def _line(text: str) -> str:
    return format_html("<br>{}", text) if text else ""


def _thai(moment: object) -> str:
    return f"{thai_date(moment, 'medium')} {thai_time(moment)}"  # type: ignore[arg-type]
