"""The formset of an article's inlines."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict


class ResilientInlineFormSet(BaseInlineFormSet):
    """Takes rows that somebody else deleted meanwhile as new ones.

    Django would refuse them, and the form could never be saved again. Data without a management
    form, of a form that was opened before the user could edit these rows, counts as no rows.
    With `is_change` the rows are those of a change that is kept: they may equal stored ones.
    """

    def __init__(
        self, data: Any = None, *args: Any, is_change: bool = False, **kwargs: Any
    ) -> None:
        self.is_change = is_change
        total_key = f"{kwargs.get('prefix') or self.get_default_prefix()}-TOTAL_FORMS"
        if data is not None and total_key not in data:
            data = {**data, total_key: "0", total_key.replace("TOTAL", "INITIAL"): "0"}
        super().__init__(data, *args, **kwargs)
        if data is not None and self.instance.pk:
            self.data = self._with_deleted_as_new(data)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form: Any = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self.is_change:
            form.instance.validate_constraints = _compare_with_none
        return form

    def _with_deleted_as_new(self, data: QueryDict) -> QueryDict:
        """The data with rows that still exist first, as Django expects the initial forms to be."""
        initial_count = self._count(data, "INITIAL_FORMS")
        existing_ids = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)}
        existing = [
            index
            for index in range(initial_count)
            if str(data.get(f"{self.prefix}-{index}-id", "")) in existing_ids
        ]
        if len(existing) == initial_count:
            return data
        total_count = self._count(data, "TOTAL_FORMS")
        order = existing + [index for index in range(total_count) if index not in existing]
        reordered = data.copy()
        reordered[f"{self.prefix}-INITIAL_FORMS"] = str(len(existing))
        for new, old in enumerate(order):
            for field in (*self.form.base_fields, "id", "DELETE"):
                key = f"{self.prefix}-{old}-{field}"
                reordered.pop(f"{self.prefix}-{new}-{field}", None)
                if key in data and not (field == "id" and old not in existing):
                    reordered.setlist(f"{self.prefix}-{new}-{field}", data.getlist(key))
        return reordered

    def _count(self, data: QueryDict, name: str) -> int:
        value = str(data.get(f"{self.prefix}-{name}", ""))
        return min(int(value) if value.isascii() and value.isdecimal() else 0, self.absolute_max)


class CorrectionFormSet(ResilientInlineFormSet):
    """Corrections; a change that is kept brings new ones along, and leaves those that are public."""

    def clean(self) -> None:
        super().clean()
        if self.is_change and any(form.has_changed() for form in self.initial_forms):
            raise ValidationError(
                "การแก้ไขข่าวที่ผู้อ่านเห็นแล้ว เก็บในร่างการแก้ไขไม่ได้ ให้กดบันทึกแทน หรือคืนค่าเดิมก่อน"
            )


def _compare_with_none(exclude: object = None) -> None:
    """In the place of the validation of constraints: of a row that is not stored."""
