"""The form that asks which of the selected sections or authors stays when they are merged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet


class MergeForm(forms.Form):
    """`keep`: the row that gets everything; `describe` says beside each what leads to it."""

    keep: Any = forms.ModelChoiceField(
        None,
        label="เก็บไว้",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "กรุณาเลือกรายการที่จะเก็บไว้",
            "invalid_choice": "รายการนี้ไม่ได้อยู่ในที่เลือก",
        },
    )

    def __init__(
        self, *args: Any, selected: QuerySet[Any], describe: Callable[[Any], str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keep: Any = self.fields["keep"]
        keep.queryset = selected
        keep.label_from_instance = describe
