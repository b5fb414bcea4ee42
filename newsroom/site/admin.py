"""The site's identity in the admin: one page, no list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from newsroom.fields.admin import NewsroomAdmin
from newsroom.images.widgets import PhotoPicker
from newsroom.site import frontdesk_admin  # noqa: F401
from newsroom.site.models import SiteIdentity


@admin.register(SiteIdentity)
class SiteIdentityAdmin(NewsroomAdmin):
    """Name, contact and rules of the paper."""

    fieldsets = [
        (None, {"fields": ["name", "tagline", "logo", "publisher"]}),
        ("ติดต่อ", {"fields": ["address", "phone", "email"]}),
        ("สื่อสังคม", {"fields": ["facebook", "line", "youtube", "x", "tiktok"]}),
        ("ความคิดเห็น", {"fields": ["comments_enabled", "comment_moderation", "comment_days"]}),
        ("หน้าเกี่ยวกับเราและความเป็นส่วนตัว", {"fields": ["about", "privacy"]}),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "logo":
            return db_field.formfield(widget=PhotoPicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not SiteIdentity.objects.exists():
            SiteIdentity().save()
        return redirect("admin:site_siteidentity_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
