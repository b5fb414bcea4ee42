"""Model fields for Thai text: cleaned text, Thai slugs, and keys derived from another field (T-N1).

Cleaning and deriving happen in `pre_save`, so forms, importers, `save()` and `bulk_create()` all go
through it. `QuerySet.update()` does not: give it cleaned text. In migrations these fields appear as
the plain Django fields they extend.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from newsroom.thai.clean import clean, clean_line, is_blank
from newsroom.thai.collation import MAX_SORT_KEY_LENGTH, sort_key
from newsroom.thai.folding import fold
from newsroom.thai.slugs import is_valid_thai_slug

NOTHING_VISIBLE_MESSAGE = "กรุณากรอกข้อความที่อ่านได้ (ข้อความนี้ว่างหรือมีแต่อักขระที่มองไม่เห็น)"
INVALID_SLUG_MESSAGE = "ใช้ได้เฉพาะตัวอักษรไทยหรืออังกฤษ ตัวเลข และขีดกลาง โดยไม่เว้นวรรค"


class _PlainInMigrations(models.Field):
    """Deconstructs to `django_path`, so that no migration imports this module."""

    django_path = "django.db.models.CharField"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, object]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, self.django_path, args, kwargs


class _CleanedText(_PlainInMigrations):
    """Stores the text that `cleaner` returns, and refuses text of which nothing is visible (T-N4)."""

    cleaner: Callable[[str], str]

    def to_python(self, value: object) -> object:
        value = super().to_python(value)
        return type(self).cleaner(value) if isinstance(value, str) else value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value and is_blank(value):
            raise ValidationError(NOTHING_VISIBLE_MESSAGE, code="nothing_visible")

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = type(self).cleaner(value)
            setattr(model_instance, self.attname, value)
        return value


class LineField(_CleanedText, models.CharField):
    """One line of Thai text: a headline, a name, a caption."""

    cleaner = staticmethod(clean_line)


class ProseField(_CleanedText, models.TextField):
    """Plain text of several lines: a standfirst, a biography, a comment."""

    cleaner = staticmethod(clean)
    django_path = "django.db.models.TextField"


class ThaiSlugField(_PlainInMigrations, models.CharField):
    """A slug in Thai or Latin letters, with all vowels and tone marks (T-U3)."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value and not is_valid_thai_slug(value):
            raise ValidationError(INVALID_SLUG_MESSAGE, code="invalid_slug")


class _DerivedField(_PlainInMigrations, models.CharField):
    """A column computed by `derive` from the field named `source` whenever the row is saved."""

    derive: Callable[[str], str]

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        super().__init__(*args, **{"editable": False, "max_length": MAX_SORT_KEY_LENGTH, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = type(self).derive(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


class SortKeyField(_DerivedField):
    """The key that sorts names in Thai dictionary order on any database (T-C1)."""

    derive = staticmethod(sort_key)


class IdentityKeyField(_DerivedField):
    """The key that is equal for all spellings of one name: น้ำ and decomposed นํ้า, not ข่าว and ขาว.

    A model that has a unique one calls `validate_unique_key()` in its `clean()`, because forms do
    not validate the uniqueness of a field that is not editable.
    """

    derive = staticmethod(fold)

    def validate_unique_key(self, instance: models.Model) -> None:
        """Raise a ValidationError for the source field if another row has the same key."""
        key = type(self).derive(getattr(instance, self.source))
        others = type(instance)._default_manager.filter(**{self.attname: key})
        if key and others.exclude(pk=instance.pk).exists():
            raise ValidationError({self.source: self.error_messages["unique"]})
