from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given

from newsroom.articles.models import Section
from newsroom.fields.text import (
    INVALID_SLUG_MESSAGE,
    NOTHING_VISIBLE_MESSAGE,
    IdentityKeyField,
    LineField,
    ProseField,
    SortKeyField,
    ThaiSlugField,
)
from newsroom.thai.clean import clean, clean_line
from newsroom.thai.collation import MAX_SORT_KEY_LENGTH
from tests.thai.strategies import thai

DECOMPOSED = "น\u0e49\u0e4d\u0e32"  # น้ำ with ำ as two code points

# Text that is left empty by cleaning, or of which nothing can be seen.
REMOVED_BY_CLEANING = {
    "zero-width space": "\u200b",
    "zero-width characters": "\u200b\u200c\u2060\ufeff\u200e",
    "soft hyphen": "\u00ad",
    "control characters": "\x00\x07\x0b\x7f\x85",
    "bidirectional controls": "\u202a\u202e\u2066\u2069",
    "lone surrogate": "\ud800",
}
NOTHING_VISIBLE = {
    "lone tone mark": "\u0e48",
    "lone vowel above": "\u0e34",
    "lone marks": "\u0e49\u0e4c\u0e38",
    "mark after a zero-width space": "\u200b\u0e48",
    "mark after a no-break space": "\u00a0\u0e49",
    "combining acute accent": "\u0301",
    "variation selector": "\ufe0f",
    "Hangul filler": "\u3164",
    "blank Braille pattern": "\u2800",
}


def with_ids(cases: dict[str, str]) -> Any:
    return pytest.mark.parametrize("text", cases.values(), ids=cases.keys())


def is_thai(message: str) -> bool:
    return re.search("[ก-๛]", message) is not None


@pytest.mark.parametrize("field", [LineField(max_length=255), ProseField()], ids=["line", "prose"])
class TestTextOfWhichNothingIsVisible:
    """T-N4"""

    @with_ids(NOTHING_VISIBLE)
    def test_it_is_refused(self, field: models.Field, text: str) -> None:
        with pytest.raises(ValidationError) as error:
            field.clean(text, None)
        assert error.value.code == "nothing_visible"
        assert error.value.messages == [NOTHING_VISIBLE_MESSAGE]

    @with_ids(REMOVED_BY_CLEANING)
    def test_what_cleaning_leaves_empty_counts_as_not_filled_in(
        self, field: models.Field, text: str
    ) -> None:
        with pytest.raises(ValidationError) as error:
            field.clean(text, None)
        assert error.value.code == "blank"
        assert is_thai(error.value.messages[0])


@with_ids(REMOVED_BY_CLEANING)
def test_an_optional_line_may_be_empty_after_cleaning(text: str) -> None:
    assert LineField(max_length=255, blank=True).clean(text, None) == ""


def test_a_line_is_cleaned_and_has_no_line_ends() -> None:
    """T-N1, T-N2"""
    field = LineField(max_length=255)
    assert field.clean(f"  {DECOMPOSED}\u200bท่วม\r\nเเม่  สาย\x00 ", None) == "น้ำท่วม แม่ สาย"


def test_prose_is_cleaned_and_keeps_its_lines() -> None:
    """T-N1, T-N2"""
    field = ProseField()
    assert field.clean(f"{DECOMPOSED}\r\n\r\nเเม่\ufeff\u2028สาย", None) == "น้ำ\n\nแม่\nสาย"


@given(thai)
def test_python_values_are_those_that_are_stored(text: str) -> None:
    """T-N1"""
    assert LineField(max_length=255).to_python(text) == clean_line(text)
    assert ProseField().to_python(text) == clean(text)


@pytest.mark.parametrize("field", [LineField(max_length=255), ProseField()], ids=["line", "prose"])
def test_none_is_not_made_a_string(field: models.Field) -> None:
    assert field.to_python(None) is None


def test_255_code_points_fit_and_256_are_refused_in_thai() -> None:
    """T-E3: the database counts code points, so ก่ is two"""
    field = LineField(max_length=255)
    assert field.clean("ก" * 255, None) == "ก" * 255
    assert field.clean("ก่" * 127 + "ก", None) == "ก่" * 127 + "ก"
    for text in ("ก" * 256, "ก่" * 128):
        with pytest.raises(ValidationError) as error:
            field.clean(text, None)
        assert is_thai(error.value.messages[0])
        assert "255" in error.value.messages[0]


def test_the_length_is_that_of_the_cleaned_text() -> None:
    """T-E3"""
    field = LineField(max_length=3)
    assert field.clean(f"\u200b\ufeff{DECOMPOSED}\u200b ", None) == "น้ำ"


@pytest.mark.parametrize("slug", ["น้ำท่วม", "แม่ฮ่องสอน-สามหมอก", "covid-19", "ข่าว", "2559"])
def test_thai_slugs_keep_their_marks(slug: str) -> None:
    """T-U3"""
    assert ThaiSlugField(max_length=100).clean(slug, None) == slug


@pytest.mark.parametrize(
    "slug",
    [
        "น้ำ ท่วม", "น้ำ/ท่วม", "น้ำ--ท่วม", "-น้ำ", "น้ำ-", "COVID", "ก?", "ก#", "%E0%B8%81", "<b>",
        DECOMPOSED, "ก\u200bข", "\u0e48", "\u200b", "ก\x00",
    ],
)  # fmt: skip
def test_other_slugs_are_refused(slug: str) -> None:
    """T-U3"""
    with pytest.raises(ValidationError) as error:
        ThaiSlugField(max_length=100).clean(slug, None)
    assert INVALID_SLUG_MESSAGE in error.value.messages


def test_an_optional_slug_may_be_empty() -> None:
    assert ThaiSlugField(max_length=100, blank=True).clean("", None) == ""


@isolate_apps("newsroom.articles")
def test_keys_are_derived_from_their_source_field_before_saving() -> None:
    class Place(models.Model):
        name = LineField(max_length=100)
        title = LineField(max_length=100)
        key = IdentityKeyField()
        sort_key = SortKeyField(source="title")

        class Meta:
            app_label = "articles"

    place = Place(name=f"{DECOMPOSED} ๒๕๕๙", title="แม่น้ำ", key="stale")
    assert Place._meta.get_field("key").pre_save(place, add=True) == "น้ำ 2559"
    assert Place._meta.get_field("sort_key").pre_save(place, add=True).startswith("มแนำ")
    assert place.key == "น้ำ 2559"
    assert place.sort_key.startswith("มแนำ")


@pytest.mark.parametrize("field", [IdentityKeyField(), SortKeyField()])
def test_keys_are_not_editable_and_have_room_for_a_long_name(field: models.CharField) -> None:
    assert not field.editable
    assert field.max_length == MAX_SORT_KEY_LENGTH == 400


@pytest.mark.parametrize(
    ("field", "plain"),
    [
        (LineField(max_length=10), "django.db.models.CharField"),
        (ProseField(), "django.db.models.TextField"),
        (ThaiSlugField(max_length=10), "django.db.models.CharField"),
        (IdentityKeyField(), "django.db.models.CharField"),
        (SortKeyField(source="title"), "django.db.models.CharField"),
    ],
)
def test_migrations_see_plain_django_fields(field: models.Field, plain: str) -> None:
    _name, path, args, options = field.deconstruct()
    assert path == plain
    assert args == []
    assert "source" not in options


@pytest.mark.django_db
class TestSaving:
    """With a model that has all kinds but ThaiSlugField: a section."""

    RAW = f" {DECOMPOSED}\u200b ท่วม"

    def section(self, **values: Any) -> Section:
        return Section(**{"name": self.RAW, "slug": "water", **values})

    def assert_cleaned(self, section: Section) -> None:
        stored = Section.objects.get(pk=section.pk)
        assert section.name == stored.name == "น้ำ ท่วม"
        assert section.key == stored.key == "น้ำ ท่วม"
        assert section.sort_key == stored.sort_key != ""

    def test_save_cleans_and_derives(self) -> None:
        """T-N1"""
        section = self.section()
        section.save()
        self.assert_cleaned(section)

    def test_bulk_create_cleans_and_derives(self) -> None:
        """T-N1"""
        (section,) = Section.objects.bulk_create([self.section()])
        self.assert_cleaned(section)

    def test_a_spelling_of_a_taken_name_is_refused_and_its_own_is_not(self) -> None:
        """T-T1, T-N3"""
        section = self.section(name="น้ำ ๒๕๕๙")
        section.save()
        section.clean()
        for name in ("น้ำ 2559", f"{DECOMPOSED}  ๒๕๕๙", "น้ำ\u200b ๒๕๕๙"):
            with pytest.raises(ValidationError) as error:
                self.section(name=name, slug="other").clean()
            assert error.value.message_dict == {"name": ["มีหมวดชื่อนี้แล้ว"]}

    def test_names_that_differ_in_a_tone_mark_are_different(self) -> None:
        """T-T1"""
        self.section(name="ข่าว").save()
        for name, slug in (("ขาว", "white"), ("ข้าว", "rice")):
            section = self.section(name=name, slug=slug)
            section.clean()
            section.save()
        assert Section.objects.filter(slug__in=["water", "white", "rice"]).count() == 3
