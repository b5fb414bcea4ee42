"""A model field that holds the code of a place, and the form field that people type one into."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from newsroom.places.matching import MAX_TYPED_LENGTH, find_places, place_by_text
from newsroom.places.registry import get_place

MAX_EXAMPLES = 3


def validate_place(code: int) -> None:
    """Raises ValidationError for a code that no place has."""
    if get_place(code) is None:
        raise ValidationError(f"ไม่มีพื้นที่รหัส {code}", code="unknown-place")


class PlaceFormField(forms.CharField):
    """A place as people type it; its value is the code, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=MAX_TYPED_LENGTH, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The whole label of a stored code; what was typed, as it was typed."""
        return PlaceField().display_value(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if place := place_by_text(text):
            return place.code
        examples = find_places(text, MAX_EXAMPLES + 1)
        if not examples:
            raise ValidationError(f"ไม่รู้จักพื้นที่ «{text}» พิมพ์ชื่อตำบล อำเภอ หรือจังหวัด แล้วเลือกจากรายการ")
        names = " / ".join(place.full_label for place in examples[:MAX_EXAMPLES])
        more = " และอื่น ๆ" if len(examples) > MAX_EXAMPLES else ""
        raise ValidationError(f"มีหลายแห่งที่ตรงกับ «{text}»: {names}{more} กรุณาเลือกจากรายการ")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another spelling of the same place is no change."""
        if self.disabled:
            return False
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True


class PlaceField(models.PositiveIntegerField):
    """The code of a province, district or subdistrict; NULL for none."""

    default_validators = [validate_place]

    def formfield(self, **kwargs: Any) -> Any:
        options = {"form_class": PlaceFormField, **kwargs}
        # Those of `IntegerField` are about numbers.
        return models.Field.formfield(self, **options)

    def display_value(self, code: int) -> str:
        """A code as people read it."""
        place = get_place(code)
        return place.full_label if place else str(code)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, kwargs
