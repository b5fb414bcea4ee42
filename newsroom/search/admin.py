"""Related stories on the desk: an editor's picks stand before what is found."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from newsroom.articles.admin import ArticleAdmin, BelongsToStory
from newsroom.articles.forms import LivingRows
from newsroom.search.models import RelatedStory


class PickFormSet(LivingRows):
    """Whatever is chosen here is an editor's pick."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.is_picked = True
        return super().save_new(form, commit)


class PickInline(BelongsToStory):
    """Stories to stand first under this one."""

    model = RelatedStory
    fk_name = "article"
    formset = PickFormSet
    autocomplete_fields = ["related"]
    fields = ["position", "related"]
    verbose_name = "ข่าวที่เกี่ยวข้อง"
    verbose_name_plural = "ข่าวที่เกี่ยวข้อง (เลือกเอง ขึ้นก่อนข่าวที่ระบบหาให้)"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedStory]:
        return super().get_queryset(request).filter(is_picked=True)


ArticleAdmin.inlines = [*ArticleAdmin.inlines, PickInline]
