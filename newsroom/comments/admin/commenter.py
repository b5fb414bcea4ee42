"""The people whose comments may be shown at once: looked through and taken off the list here."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from newsroom.comments.models import Commenter
from newsroom.thai.dates import thai_date
from newsroom.web.admin.model_admin import NewsroomModelAdmin

READ_ONLY_FIELDS = ("name", "email", "proof", "trust")


@admin.register(Commenter)
class CommenterAdmin(NewsroomModelAdmin):
    """Read-only but for deletion, after which the person's comments wait for a moderator again."""

    list_display = ["name", "email", "proof", "trust"]
    search_fields = ["name", "email"]
    search_help_text = "ค้นหาชื่อหรืออีเมล"
    fields = READ_ONLY_FIELDS
    readonly_fields = READ_ONLY_FIELDS
    ordering = ["-id"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Commenter | None = None) -> bool:
        return False

    @admin.display(description="ยืนยันอีเมล", ordering="email_proved_at")
    def proof(self, commenter: Commenter) -> str:
        if commenter.email_proved_at:
            return thai_date(commenter.email_proved_at, "medium")
        if commenter.link_sent_at:
            return f"ส่งลิงก์เมื่อ {thai_date(commenter.link_sent_at, 'medium')} ยังไม่ยืนยัน"
        return "ยังไม่ได้ส่งลิงก์"

    @admin.display(description="กองบรรณาธิการไว้ใจ", ordering="trusted_at")
    def trust(self, commenter: Commenter) -> str:
        if not commenter.trusted_at:
            return "–"
        by = f" โดย {commenter.trusted_by}" if commenter.trusted_by else ""
        return f"{thai_date(commenter.trusted_at, 'medium')}{by}"
