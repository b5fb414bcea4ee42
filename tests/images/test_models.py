"""The photo model and its queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import ProtectedError
from django.test import Client

from newsroom.images.library import get_or_create_photo
from newsroom.images.models import Photo
from tests import builders
from tests.images.pictures import encoded, picture

pytestmark = pytest.mark.django_db


def test_a_photo_without_texts_is_accepted_and_says_which_are_missing() -> None:
    bare, _ = get_or_create_photo(
        file=ContentFile(encoded(picture(), "JPEG"), name="DSC_0042.jpg"), alt="\u200b"
    )
    assert (bare.alt, bare.is_described, bare.missing_fields) == (
        "",
        False,
        ["ข้อความแทนภาพ", "เครดิต"],
    )
    assert "DSC" not in str(bare), "a file name is no description"
    partly_described, described = builders.photo(shade=1, credit=""), builders.photo(shade=2)
    assert partly_described.missing_fields == ["เครดิต"]
    assert described.is_described
    assert set(Photo.objects.undescribed()) == {bare, partly_described}


def test_a_photo_that_an_article_shows_cannot_be_deleted(
    django_capture_on_commit_callbacks: Any,
) -> None:
    photo = builders.photo()
    article = builders.published_article(lead_photo=photo)
    with pytest.raises(ProtectedError):
        photo.delete()
    assert default_storage.exists(photo.original.name)
    article.delete()
    names = [row["name"] for row in photo.renditions]
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert not any(default_storage.exists(name) for name in names)


def test_new_texts_of_a_photo_reach_the_articles_that_show_it(client: Client) -> None:
    photo = builders.photo(alt="", caption="", credit="")
    figure = f'<figure><img data-file="{photo.pk}" alt=""></figure>'
    article = builders.published_article(body=figure)
    photo.alt, photo.credit = "เรือหาปลา", "วิชัย"
    photo.save()
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'alt="เรือหาปลา"' in page
    assert "ภาพ: วิชัย" in page
