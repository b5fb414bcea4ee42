"""The inlines of an article: bylines, credits and corrections."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.forms.inline_formset import CorrectionFormSet, ResilientInlineFormSet
from newsroom.articles.models import Article, Byline, Correction, Credit
from newsroom.fields.dates import ThaiDateInput, ThaiDateTimeField
from newsroom.web.admin.model_admin import NewsroomModelAdmin
from newsroom.web.admin.references import CheckedReferencesMixin


class ArticleInline(CheckedReferencesMixin, admin.TabularInline):
    """Rows that everybody may edit who may edit the article."""

    extra = 0
    formset = ResilientInlineFormSet

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django's; named for those who cannot see the heading of the column."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
            for related in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{related}_related", False)
        return field

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        user = signed_in_user(request)
        return (
            user.has_perm(permissions.CHANGE) if obj is None else permissions.can_write(user, obj)
        )

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_change_permission(request, obj)


class BylineInline(ArticleInline):
    """Authors and their roles, in order."""

    model = Byline
    autocomplete_fields = ["author"]
    fields = ["position", "role", "author"]

    def get_extra(self, request: HttpRequest, obj: object = None, **kwargs: object) -> int:
        """One row for a reporter's own byline of a new article (`get_formset_kwargs`)."""
        return 1 if obj is None and getattr(request.user, "author", None) else 0


class CreditInline(ArticleInline):
    """Credit lines for people who need not be authors here."""

    model = Credit
    fields = ["position", "role", "name"]


class CorrectionInline(admin.TabularInline):
    """Published corrections; only for an article that readers see or have seen."""

    model = Correction
    formset = CorrectionFormSet
    extra = 0
    fields = ["corrected_at", "text"]
    formfield_overrides = {
        **NewsroomModelAdmin.formfield_overrides,
        # «วันนี้» alone is now; nothing is corrected tomorrow.
        models.DateTimeField: {
            "form_class": ThaiDateTimeField,
            "widget": ThaiDateInput({"data-quick": "วันนี้"}),
        },
    }
    verbose_name_plural = "แก้ไขข่าว (ผู้อ่านเห็นใต้ข่าว)"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        """All; Django asks for permission without the article, and would list none."""
        return Correction.objects.all()

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return _was_public(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return _was_public(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return _was_public(obj) and super().has_delete_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return _was_public(obj) and super().has_view_permission(request, obj)


def _was_public(article: Article | None) -> bool:
    """Whether readers see the article or have seen it."""
    if article is None:
        return False
    is_withdrawn = article.status == Article.Status.WITHDRAWN
    return article.is_published or is_withdrawn or bool(article.corrections_json)
