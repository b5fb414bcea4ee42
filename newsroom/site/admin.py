"""The site's settings in the admin: one change form, no list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from newsroom.images.widgets import PhotoPicker
from newsroom.site.announcements.report import last_of_each, told
from newsroom.site.front_page import admin as front_page_admin  # noqa: F401
from newsroom.site.models import SiteSettings
from newsroom.site.models.site_settings import SOCIAL_URL_FIELDS
from newsroom.syndication.crawlers import AiPolicy, robots_txt
from newsroom.web.admin.model_admin import NewsroomModelAdmin


@admin.register(SiteSettings)
class SiteSettingsAdmin(NewsroomModelAdmin):
    """Form of the one row; the change list redirects to it."""

    fieldsets = [
        (None, {"fields": ["name", "tagline", "publisher"]}),
        ("แบรนด์", {"fields": ["logo", "logo_dark", "icon", "palette"]}),
        ("ติดต่อ", {"fields": ["postal_address", "phone", "email"]}),
        ("สื่อสังคม", {"fields": list(SOCIAL_URL_FIELDS)}),
        (
            "ความคิดเห็น",
            {"fields": ["comments_enabled", "comment_moderation", "comments_close_after_days"]},
        ),
        ("ฟีดและเครื่องมือค้นหา", {"fields": ["feeds_whole_text", "ai_policy", "robots_files"]}),
        ("แจ้งข่าวใหม่", {"fields": ["websub_hub", "indexnow", "announcements"]}),
    ]

    readonly_fields = ["robots_files", "announcements"]

    class Media:
        js = ["js/brand-preview.js", "js/robots-preview.js"]
        css = {"all": ["css/brand-preview.css"]}

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.end_first_day))
        own = path("first-day/", view, name="site_sitesettings_end_first_day")
        return [own, *super().get_urls()]

    def end_first_day(self, request: HttpRequest) -> HttpResponse:
        """Take the steps of a new site off the dashboard."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        settings = SiteSettings.get_current()
        settings.first_day_is_over = True
        settings.save()
        return redirect("admin:index")

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: object
    ) -> FormField | None:
        if db_field.name in ("logo", "logo_dark", "icon"):
            return db_field.formfield(widget=PhotoPicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="ไฟล์ robots.txt ที่จะได้")
    def robots_files(self, settings: SiteSettings) -> SafeString:
        """robots.txt under each policy; script shows that of the chosen one."""
        return format_html_join(
            "",
            '<div data-policy="{}"><p>{}</p><pre class="robots-txt" tabindex="0">{}</pre></div>',
            ((policy.value, policy.label, robots_txt(policy)) for policy in AiPolicy),
        )

    @admin.display(description="แจ้งครั้งล่าสุด")
    def announcements(self, settings: SiteSettings) -> SafeString | str:
        """What became of the last message to each service."""
        lines = format_html_join(
            "", "<p>{}: {}</p>", ((row.get_service_display(), told(row)) for row in last_of_each())
        )
        return lines or "ยังไม่เคยแจ้ง"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        if not SiteSettings.objects.exists():
            SiteSettings().save()
        return redirect("admin:site_sitesettings_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return False
