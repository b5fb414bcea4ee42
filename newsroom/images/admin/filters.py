"""Filters of the photo list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from newsroom.images.admin.forms import UploadDateForm
from newsroom.images.models import Photo, PhotoQuerySet


class MissingTextFilter(admin.SimpleListFilter):
    """Photos without alternative text or credit, which should not be published yet."""

    title = "ข้อมูลภาพ"
    parameter_name = "lacks"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, str]]:
        return [
            ("any", "ยังไม่ครบ"),
            ("alt", "ไม่มีข้อความแทนภาพ"),
            ("credit", "ไม่มีเครดิต"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        if self.value() == "any":
            return cast(PhotoQuerySet, queryset).undescribed()
        if self.value() == "alt":
            return queryset.filter(alt="")
        if self.value() == "credit":
            return queryset.filter(credit="")
        return queryset


class UploadDateFilter(admin.ListFilter):
    """Photos uploaded between two days."""

    title = "วันที่อัปโหลด"
    template = "admin/images/photo/upload_date_filter.html"

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[Photo],
        model_admin: admin.ModelAdmin[Any],
    ) -> None:
        super().__init__(request, params, model, model_admin)
        for name in UploadDateForm.base_fields:
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]
        self.form = UploadDateForm(self.used_parameters)

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(UploadDateForm.base_fields)

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The list's other parameters, which the form keeps as hidden inputs."""
        for name, values in changelist.params.items():
            if name not in UploadDateForm.base_fields:
                yield from ({"name": name, "value": value} for value in values)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        return self.form.filter(cast(PhotoQuerySet, queryset))
