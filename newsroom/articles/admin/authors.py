"""Authors in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from newsroom.articles.admin.changelist.filters import GuestFilter
from newsroom.articles.admin.changelist.merging import MergeMixin
from newsroom.articles.forms.slugs import AuthorForm
from newsroom.articles.models import Author
from newsroom.articles.workflow.taxonomy.merges import merge_authors
from newsroom.images.widgets import PhotoPicker
from newsroom.web.admin.model_admin import NewsroomModelAdmin


@admin.register(Author)
class AuthorAdmin(MergeMixin, NewsroomModelAdmin):
    """The authors who can be put into bylines, guests included."""

    merge_rows = merge_authors
    merged_noun = "ผู้เขียน"
    merge_explanations: ClassVar = [
        "ข่าวทุกข่าวที่มีชื่อผู้เขียนอื่นจะมีชื่อผู้เขียนที่เก็บไว้แทน ในหน้าที่เดิม",
        "ที่อยู่เว็บและฟีดเดิมพาผู้อ่านไปที่หน้าของผู้เขียนที่เก็บไว้",
        "ตำแหน่ง ประวัติย่อ ภาพ และบัญชีผู้ใช้ที่ผู้เขียนที่เก็บไว้ยังไม่มี จะได้จากผู้เขียนอื่น",
        "เมื่อนำเข้าข่าวจากเว็บเดิมอีก ข่าวของผู้เขียนอื่นจะเป็นของผู้เขียนที่เก็บไว้",
    ]

    when_empty = "เมื่อเชิญเพื่อนร่วมงาน ระบบสร้างชื่อผู้เขียนให้เอง นักเขียนรับเชิญเพิ่มได้ที่นี่"
    form = AuthorForm
    list_display = ["name", "job_title", "employment", "page_link"]
    list_filter = ["is_current", GuestFilter]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["user"]
    actions = ["merge"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: object) -> Any:
        if db_field.name == "photo":
            return db_field.formfield(widget=PhotoPicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.action(description="รวมผู้เขียนที่เลือกเป็นคนเดียว", permissions=["delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Author]) -> HttpResponse | None:
        """Ask which author to keep, then give them everything of the others."""
        counted = queryset.annotate(article_count=Count("bylines__article", distinct=True))
        return self.merge_selected(request, counted)

    @admin.display(description="สถานะ", ordering="is_current")
    def employment(self, author: Author) -> str:
        label = "ทำงานอยู่" if author.is_current else "อดีต"
        return label if author.user_id else f"{label} · ผู้เขียนรับเชิญ"

    @admin.display(description="หน้าผู้เขียน")
    def page_link(self, author: Author) -> str:
        return format_html('<a href="{}">ดูหน้าเว็บ</a>', author.get_absolute_url())
