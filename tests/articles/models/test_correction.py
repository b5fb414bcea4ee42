"""Corrections: validation, and their copy in the article."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from newsroom.articles.models import Article, Correction
from tests import builders

pytestmark = pytest.mark.django_db
TEXT = "ฉบับก่อนหน้าเขียนว่า 3 หมู่บ้าน ที่ถูกคือ 5 หมู่บ้าน"


def published_in_2016(**overrides: Any) -> Article:
    return builders.published_article(
        published_at=datetime(2016, 8, 6, 2, 5, tzinfo=UTC), **overrides
    )


def test_changing_or_deleting_a_correction_updates_the_article() -> None:
    article = published_in_2016()
    first, second = builders.correction(article), builders.correction(article, text="ครั้งที่สอง")
    first.text = "ใหม่"
    first.save()
    assert [line["text"] for line in Article.objects.get().corrections_json] == ["ใหม่", "ครั้งที่สอง"]
    first.delete()
    second.delete()
    assert Article.objects.get().corrections_json == []


def test_an_old_correction_never_sets_revised_at_back() -> None:
    now = timezone.now()
    article = published_in_2016(revised_at=now)
    builders.correction(article, corrected_at=now - timedelta(days=5))
    assert Article.objects.get().revised_at == now


@pytest.mark.parametrize("text", ["", " ", "\u200b", "่", "ก" * 1001])
def test_blank_or_too_long_text_is_refused_in_thai(text: str) -> None:
    with pytest.raises(ValidationError) as error:
        Correction(article=published_in_2016(), text=text).full_clean()
    assert not re.search("[A-Za-z]", str(error.value.message_dict["text"]))


def test_impossible_dates_are_refused_in_thai() -> None:
    article = published_in_2016()
    for date, message in (
        (timezone.now() + timedelta(hours=1), "ต้องไม่อยู่ในอนาคต"),
        (datetime(2016, 8, 5, tzinfo=UTC), "ต้องไม่ก่อนวันเวลาเผยแพร่"),
    ):
        with pytest.raises(ValidationError, match=message):
            Correction(article=article, text=TEXT, corrected_at=date).full_clean()


def test_saving_a_stale_article_keeps_its_corrections() -> None:
    article = published_in_2016()
    stale = Article.objects.get()
    builders.correction(article)
    stale.save()
    assert [line["text"] for line in Article.objects.get().corrections_json] != []
