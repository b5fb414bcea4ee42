"""Sections in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from newsroom.articles.models import Section
from newsroom.web.admin.model_admin import NewsroomModelAdmin


@admin.register(Section)
class SectionAdmin(NewsroomModelAdmin):
    """The sections, with the number of their articles."""

    list_display = ["name", "slug", "position", "article_count"]
    list_editable = ["position"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description="จำนวนข่าว", ordering="article_count")
    def article_count(self, section: Any) -> str:
        return f"{section.article_count:,}"
