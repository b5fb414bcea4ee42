"""Authors in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from newsroom.articles.admin.changelist.filters import GuestFilter
from newsroom.articles.models import Author
from newsroom.images.widgets import PhotoPicker
from newsroom.web.admin.model_admin import NewsroomModelAdmin


@admin.register(Author)
class AuthorAdmin(NewsroomModelAdmin):
    """The authors who can be put into bylines, guests included."""

    list_display = ["name", "job_title", "employment", "page_link"]
    list_filter = ["is_current", GuestFilter]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["user"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: object) -> Any:
        if db_field.name == "photo":
            return db_field.formfield(widget=PhotoPicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="สถานะ", ordering="is_current")
    def employment(self, author: Author) -> str:
        label = "ทำงานอยู่" if author.is_current else "อดีต"
        return label if author.user_id else f"{label} · ผู้เขียนรับเชิญ"

    @admin.display(description="หน้าผู้เขียน")
    def page_link(self, author: Author) -> str:
        return format_html('<a href="{}">ดูหน้าเว็บ</a>', author.get_absolute_url())
