"""Partners in the admin: made, revoked, given another address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Field, QuerySet
from django.forms import Field as FormField
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from newsroom.syndication.partners.models import Partner, new_secret
from newsroom.thai.dates import thai_date
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.admin.dates import date_column
from newsroom.web.admin.model_admin import NewsroomModelAdmin

LAST_FETCHED = date_column("last_fetched_on", "เรียกล่าสุด")


class PartnerForm(forms.ModelForm):
    """Asks for all sections or for some."""

    class Meta:
        model = Partner
        fields = ["name", "all_sections", "sections", "delay_minutes", "length", "rights"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("all_sections") and not data.get("sections"):
            self.add_error("sections", "เลือกหมวดที่คู่ค้าได้ หรือเลือก «ทุกหมวด»")
        return data


@admin.register(Partner)
class PartnerAdmin(NewsroomModelAdmin):
    """Those who republish articles; their addresses stand on the form."""

    form = PartnerForm
    when_empty = "คู่ค้าที่นำข่าวไปเผยแพร่ เช่น LINE TODAY ได้ที่อยู่ฟีดของตนเอง เพิกถอนเมื่อใดก็ได้"
    list_display = ["name", "state", "section_names", "delay_minutes", "length", LAST_FETCHED]
    search_fields = ["name"]
    readonly_fields = ["state", "addresses", LAST_FETCHED]
    actions = ["revoke", "renew"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partner]:
        return super().get_queryset(request).prefetch_related("sections")

    def get_fields(self, request: HttpRequest, obj: Partner | None = None) -> list[Any]:
        own = ["name", "all_sections", "sections", "delay_minutes", "length", "rights"]
        return [*own, "state", "addresses", LAST_FETCHED] if obj else own

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        if db_field.name == "sections":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.action(description="เพิกถอนที่อยู่ของคู่ค้าที่เลือก", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Partner]) -> None:
        """From now on their addresses answer 410."""
        for partner in queryset.filter(revoked_at=None):
            Partner.objects.filter(pk=partner.pk).update(revoked_at=timezone.now())
            self.log_change(request, partner, "เพิกถอนที่อยู่")
        messages.success(request, "เพิกถอนแล้ว ที่อยู่เดิมใช้ไม่ได้อีก")

    @admin.action(description="ออกที่อยู่ใหม่ให้คู่ค้าที่เลือก", permissions=["change"])
    def renew(self, request: HttpRequest, queryset: QuerySet[Partner]) -> None:
        """Another secret: the old addresses are those of nobody. Also for who was revoked."""
        for partner in queryset:
            Partner.objects.filter(pk=partner.pk).update(secret=new_secret(), revoked_at=None)
            self.log_change(request, partner, "ออกที่อยู่ใหม่")
        messages.success(request, "ออกที่อยู่ใหม่แล้ว ที่อยู่เดิมใช้ไม่ได้อีก ส่งที่อยู่ใหม่ให้คู่ค้า")

    @admin.display(description="สถานะ")
    def state(self, partner: Partner) -> str:
        at = partner.revoked_at
        return f"เพิกถอนแล้วเมื่อ {thai_date(at, 'medium')}" if at else "ใช้งานอยู่"

    @admin.display(description="หมวด")
    def section_names(self, partner: Partner) -> str:
        if partner.all_sections:
            return "ทุกหมวด"
        return ", ".join(section.name for section in partner.sections.all()) or "ไม่มี"

    @admin.display(description="ที่อยู่")
    def addresses(self, partner: Partner) -> str:
        """Whoever knows them reads the feeds, so they go to the partner alone."""
        urls = [
            absolute_url(reverse(f"syndication:{name}", args=[partner.token]))
            for name in ("partner_feed", "partner_line_today")
        ]
        return format_html(
            "<p>RSS: <code>{}</code></p><p>LINE TODAY: <code>{}</code></p>"
            "<p>ผู้ที่รู้ที่อยู่นี้อ่านข่าวได้ ส่งให้คู่ค้าเท่านั้น</p>",
            *urls,
        )
