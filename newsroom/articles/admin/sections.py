"""Sections in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse

from newsroom.articles.admin.changelist.merging import MergeMixin
from newsroom.articles.forms.slugs import SectionForm
from newsroom.articles.models import Section
from newsroom.articles.workflow.taxonomy.merges import merge_sections
from newsroom.images.widgets import PhotoPicker
from newsroom.web.admin.model_admin import NewsroomModelAdmin


@admin.register(Section)
class SectionAdmin(MergeMixin, NewsroomModelAdmin):
    """The sections, with the number of their articles."""

    merge_rows = merge_sections
    merged_noun = "หมวด"
    merge_explanations: ClassVar = [
        "ข่าวทั้งหมด ทั้งที่เผยแพร่แล้วและยังไม่เผยแพร่ ย้ายไปอยู่ในหมวดที่เก็บไว้ และแสดงในหน้าแรกกับหมวดนั้น",
        "ที่อยู่เว็บและฟีดเดิมพาผู้อ่านไปที่หมวดที่เก็บไว้",
        "เมนูที่มีหมวดอื่นพาไปที่หมวดที่เก็บไว้ ถ้าเมนูเดียวกันมีอยู่แล้วจะเหลือบรรทัดเดียว",
        "คู่ค้าที่ได้ข่าวของหมวดอื่นจะได้ข่าวของหมวดที่เก็บไว้",
        "เมื่อนำเข้าข่าวจากเว็บเดิมอีก ข่าวของหมวดอื่นจะมาอยู่ในหมวดที่เก็บไว้",
    ]

    when_empty = "หมวดเป็นเมนูของผู้อ่าน เช่น ท้องถิ่น การเมือง กีฬา ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง"
    form = SectionForm
    fields: ClassVar = ["name", "slug", "description", "photo", "palette", "lead", "position"]
    autocomplete_fields: ClassVar = ["lead"]
    list_display = ["name", "slug", "position", "article_count"]
    list_editable = ["position"]
    search_fields = ["name"]
    actions = ["merge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: object) -> Any:
        if db_field.name == "photo":
            return db_field.formfield(widget=PhotoPicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.action(description="รวมหมวดที่เลือกเป็นหมวดเดียว", permissions=["delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Section]) -> HttpResponse | None:
        """Ask which section to keep, then give it everything of the others."""
        return self.merge_selected(request, queryset)

    @admin.display(description="จำนวนข่าว", ordering="article_count")
    def article_count(self, section: Any) -> str:
        return f"{section.article_count:,}"
