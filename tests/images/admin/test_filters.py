"""Finding photos: by missing texts, by words, by date of upload."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.images.models import Photo
from newsroom.thai.dates import thai_date
from tests import builders

pytestmark = pytest.mark.django_db
LIST = "/admin/images/photo/"


def test_photos_without_texts_are_marked_and_filtered(admin_client: Client) -> None:
    builders.photo(shade=1, caption="ครบทุกคำ")
    builders.photo(shade=2, caption="ไร้เครดิต", credit="")
    builders.photo(shade=3, caption="ไร้คำแทน", alt="")
    page = admin_client.get(LIST).content.decode()
    assert page.count("state-pending") == 2
    for value, expected in {
        "any": {"ไร้เครดิต", "ไร้คำแทน"}, "alt": {"ไร้คำแทน"}, "credit": {"ไร้เครดิต"}, "x": set(),
    }.items():  # fmt: skip
        page = admin_client.get(LIST, {"lacks": value}).content.decode()
        assert {name for name in ("ครบทุกคำ", "ไร้เครดิต", "ไร้คำแทน") if name in page} == (
            expected or {"ครบทุกคำ", "ไร้เครดิต", "ไร้คำแทน"}
        )


def test_photos_are_found_by_words_in_any_encoding_of_thai(admin_client: Client) -> None:
    builders.photo(shade=1, caption="น้ำท่วมตลาด", credit="วิชัย ลมบก", alt="ถนน")
    builders.photo(shade=2, caption="งานวัด", credit="สุนิสา", alt="ชิงช้า")
    for query in ("น\u0e49\u0e4d\u0e32", "วิชัย น้ำ", "ถนน"):
        page = admin_client.get(LIST, {"q": query}).content.decode()
        assert "น้ำท่วมตลาด" in page, query
        assert "งานวัด" not in page, query
    for odd in ("%", "\0", "'" * 3000, "่"):
        assert admin_client.get(LIST, {"q": odd}).status_code == 200


def test_photos_are_found_by_dates_of_the_buddhist_era(admin_client: Client) -> None:
    old, new = (
        builders.photo(shade=1, caption="แดดเมื่อวาน"),
        builders.photo(shade=2, caption="ฝนวันนี้"),
    )
    long_ago = timezone.now() - timedelta(days=40)
    Photo.objects.filter(pk=old.pk).update(created_at=long_ago)
    for params, expected in [
        ({"since": thai_date(long_ago), "until": thai_date(long_ago, "medium")}, ["แดดเมื่อวาน"]),
        ({"since": thai_date(new.created_at)}, ["ฝนวันนี้"]),
        ({"until": thai_date(long_ago)}, ["แดดเมื่อวาน"]),
        ({"since": thai_date(long_ago), "lacks": "any"}, []),
    ]:
        page = admin_client.get(LIST, params).content.decode()
        assert [name for name in ("แดดเมื่อวาน", "ฝนวันนี้") if name in page] == expected, params
        if "lacks" not in params:
            rows = admin_client.get(f"{LIST}library/", params).json()["photos"]
            assert [row["caption"] for row in rows] == expected, params
    for invalid in ("31/2/2569", "เมื่อวาน", "\0", "๙" * 500):
        page = admin_client.get(LIST, {"since": invalid})
        assert page.status_code == 200
        assert "photo-days-error" in page.content.decode()
        assert "แดดเมื่อวาน" in page.content.decode()
