"""The form field of a place."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from newsroom.places.fields import PlaceFormField, validate_place

FIELD = PlaceFormField(required=False)


def test_what_is_typed_becomes_a_code_and_a_code_a_label() -> None:
    assert FIELD.clean("อ.อ่าวลึก") == 8105
    assert FIELD.clean("") is None
    assert FIELD.prepare_value(8105) == "อำเภออ่าวลึก จังหวัดกระบี่"
    assert FIELD.prepare_value("อ่าวล") == "อ่าวล"
    # A code that the list has no more is not lost.
    assert FIELD.prepare_value(9999) == "9999"


def test_other_words_for_the_same_place_are_no_change() -> None:
    assert not FIELD.has_changed(8105, "อ่าวลึก")
    assert FIELD.has_changed(8105, "")
    assert FIELD.has_changed(None, "ที่ไหนก็ไม่รู้")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("ที่ไหนก็ไม่รู้", "ไม่รู้จักพื้นที่ «ที่ไหนก็ไม่รู้»"),
        ("ต.บ้านนา", "มีหลายแห่งที่ตรงกับ «ต.บ้านนา»: ตำบลบ้านนา อำเภอ"),
        ("ก" * 300, "200"),
        ("9999", "ไม่รู้จักพื้นที่"),
    ],
)
def test_what_names_no_single_place_is_refused(typed: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        FIELD.clean(typed)


def test_a_code_of_no_place_cannot_be_stored() -> None:
    validate_place(8105)
    with pytest.raises(ValidationError):
        validate_place(9999)
