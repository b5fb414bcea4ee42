"""Related articles in the article's form: those an editor chose, shown before the computed ones."""

from __future__ import annotations

from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from newsroom.articles.admin.article import ArticleAdmin
from newsroom.articles.admin.article_search import register_finder
from newsroom.articles.admin.inlines import ArticleInline
from newsroom.articles.forms.inline_formset import ResilientInlineFormSet
from newsroom.search.backends.interface import SearchFilter
from newsroom.search.models import RelatedArticle
from newsroom.search.service import search


class ManualRelatedFormSet(ResilientInlineFormSet):
    """Marks what is added in the form as chosen by an editor."""

    def save_new(self, form: ModelForm[RelatedArticle], commit: bool = True) -> object:
        form.instance.is_manual = True
        return super().save_new(form, commit)


class ManualRelatedInline(ArticleInline):
    """The related articles an editor chose; computed ones are not shown."""

    model = RelatedArticle
    fk_name = "article"
    formset = ManualRelatedFormSet
    autocomplete_fields = ["related"]
    fields = ["position", "related"]
    verbose_name = "ข่าวที่เกี่ยวข้อง"
    verbose_name_plural = "ข่าวที่เกี่ยวข้อง"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedArticle]:
        return super().get_queryset(request).filter(is_manual=True)


def find_in_any_state(text: str) -> list[int]:
    """The ids of all articles that match words, public or not, best first."""
    scope = SearchFilter(at=timezone.now(), any_state=True)
    return [hit.pk for hit in search(text, scope).hits]


register_finder(find_in_any_state)
ArticleAdmin.inlines = [*ArticleAdmin.inlines, ManualRelatedInline]
