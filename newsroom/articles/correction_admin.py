"""Corrections in a story's form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from newsroom.articles.forms import LivingRows
from newsroom.articles.models import Article, Correction
from newsroom.fields.admin import NewsroomAdmin


class CorrectionInline(admin.TabularInline):
    """What was wrong and when it was put right; only for a story that readers have seen."""

    model = Correction
    formset = LivingRows
    extra = 0
    fields = ["corrected_at", "text"]
    formfield_overrides = NewsroomAdmin.formfield_overrides
    verbose_name_plural = "การแก้ไขข่าว (แสดงต่อผู้อ่านใต้ข่าวและในหน้ารวมการแก้ไขข่าว)"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _was_public(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _was_public(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _was_public(obj) and super().has_delete_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _was_public(obj) and super().has_view_permission(request, obj)


def _was_public(story: Article | None) -> bool:
    """Whether readers see the story, or have seen it: what nobody has read needs no correction."""
    if story is None:
        return False
    is_taken_back = story.status == Article.Status.WITHDRAWN
    return story.is_published or is_taken_back or bool(story.correction_lines)
