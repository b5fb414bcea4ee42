"""Model fields through which every text enters the database: one door, one cleaning step (T-N1).

The cleaning happens in `pre_save`, so forms, importers, `save()` and `bulk_create()` all pass it;
only `QuerySet.update()` does not, and must be given clean text. In migrations these are plain
Django fields.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from newsroom.thai.clean import clean, clean_line, is_blank
from newsroom.thai.folding import fold
from newsroom.thai.slugs import valid_thai_slug
from newsroom.thai.sorting import sort_key

NOTHING_VISIBLE = "กรุณากรอกข้อความที่อ่านได้ (ข้อความนี้ว่างหรือมีแต่อักขระที่มองไม่เห็น)"


class _CleanText:
    """Cleans on the way in and refuses text in which nothing would be visible (T-N4)."""

    cleaner: Callable[[str], str]
    plain: str

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)  # type: ignore[misc]
        return type(self).cleaner(value) if isinstance(value, str) else value

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)  # type: ignore[misc]
        if value and is_blank(value):
            raise ValidationError(NOTHING_VISIBLE, code="nothing_visible")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)  # type: ignore[misc]
        if isinstance(value, str):
            value = type(self).cleaner(value)
            setattr(model_instance, self.attname, value)  # type: ignore[attr-defined]
        return value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, self.plain, args, kwargs


class LineField(_CleanText, models.CharField):
    """One line of Thai text: a headline, a name, a caption."""

    cleaner = staticmethod(clean_line)
    plain = "django.db.models.CharField"


class ProseField(_CleanText, models.TextField):
    """Plain text of several lines: a standfirst, a biography, a comment."""

    cleaner = staticmethod(clean)
    plain = "django.db.models.TextField"


class ThaiSlugField(models.CharField):
    """A slug that may be Thai, with all its vowels and tone marks (T-U3)."""

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value and not valid_thai_slug(value):
            raise ValidationError(
                "ใช้ได้เฉพาะตัวอักษรไทยหรืออังกฤษ ตัวเลข และขีดกลาง โดยไม่เว้นวรรค",
                code="bad_slug",
            )

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class _DerivedField(models.CharField):
    """A column computed from the field named `of` whenever the row is saved."""

    derive: Callable[[str], str]

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "max_length": 400, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = type(self).derive(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class SortKeyField(_DerivedField):
    """Orders names as a Thai dictionary does, on any database (T-C1)."""

    derive = staticmethod(sort_key)


class IdentityKeyField(_DerivedField):
    """Says which spellings are the same name: `น้ำ` and a decomposed `น้ํา` are, ข่าว/ขาว are not.

    A model with a unique one calls `refuse_taken()` in its `clean()`: forms leave columns that
    nobody edits out of their own check.
    """

    derive = staticmethod(fold)

    def refuse_taken(self, row: models.Model) -> None:
        """Raise a ValidationError on the name when another row has it already."""
        key = type(self).derive(getattr(row, self.of))
        others = type(row)._default_manager.filter(**{self.attname: key}).exclude(pk=row.pk)
        if key and others.exists():
            raise ValidationError({self.of: self.error_messages["unique"]})
