"""Corrections. Bad input tried: no text, invisible text, too much of it, dates in the future and
before the story, script, corrections of stories nobody can see, pages that are none."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article, Correction
from newsroom.thai.dates import iso_bangkok
from tests import builders
from tests.articles.test_desk import fields
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db
TEXT = "ฉบับก่อนหน้าเขียนว่า 3 หมู่บ้าน ที่ถูกคือ 5 หมู่บ้าน"


def old_story(**more: Any) -> Article:
    return builders.published_article(published_at=datetime(2016, 8, 6, 2, 5, tzinfo=UTC), **more)


def json_ld(client: Client, article: Article) -> dict[str, Any]:
    page = client.get(article.get_absolute_url()).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_a_correction_stands_on_the_story_and_on_its_own_page(client: Client) -> None:
    article = old_story()
    builders.correction(article, corrected_at=datetime(2016, 8, 7, 3, 0, tzinfo=UTC))
    for address in (article.get_absolute_url(), "/corrections/"):
        page = client.get(address).content.decode().replace("\u00a0", " ")
        assert TEXT in page
        assert "7 สิงหาคม 2559 เวลา 10.00 น." in page
        assert 'datetime="2016-08-07T10:00:00+07:00"' in page
    assert f"/news/{article.pk}/#corrections" in page
    assert 'href="/corrections/"' in client.get("/").content.decode()
    assert "/corrections/" in client.get("/sitemap-pages.xml").content.decode()


def test_machines_read_it_and_that_the_story_changed(client: Client) -> None:
    article = old_story()
    moment = datetime(2016, 8, 7, 3, 0, tzinfo=UTC)
    builders.correction(article, corrected_at=moment)
    data = json_ld(client, article)
    assert data["dateModified"] == iso_bangkok(moment)
    assert [(one["@type"], one["datePublished"]) for one in data["correction"]] == [
        ("CorrectionComment", "2016-08-07T10:00:00+07:00")
    ]
    assert data["correction"][0]["text"].replace("\u00a0", " ") == TEXT
    assert "<updated>2016-08-07T03:00:00+00:00" in client.get("/feed/atom/").content.decode()
    assert client.get("/feed/json/").json()["items"][0]["date_modified"] == iso_bangkok(moment)
    assert "2016-08-07" in client.get("/sitemap-2016-08.xml").content.decode()


def test_an_uncorrected_story_says_nothing_of_corrections(client: Client) -> None:
    article = old_story()
    assert "correction" not in json_ld(client, article)
    assert 'id="corrections"' not in client.get(article.get_absolute_url()).content.decode()
    assert "ยังไม่มีการแก้ไขข่าว" in client.get("/corrections/").content.decode()


@pytest.mark.parametrize("state", STATES)
def test_corrections_are_public_with_their_story_only(client: Client, state: str) -> None:
    article = STATES[state]()
    builders.correction(article, text="ความลับของข่าวนี้")
    assert ("ความลับของข่าวนี้" in client.get("/corrections/").content.decode()) == (
        state == "published"
    )
    assert Correction.objects.public().exists() == (state == "published")


def test_a_correction_goes_and_comes_back_with_its_story(client: Client) -> None:
    article = old_story()
    builders.correction(article)
    builders.take_back(article)
    assert TEXT[:10] not in client.get("/corrections/").content.decode()
    builders.put_back(article)
    assert TEXT[:10] in client.get("/corrections/").content.decode()
    assert Article.objects.get().correction_lines != []


def test_a_correction_that_was_changed_or_deleted_changes_on_the_story() -> None:
    article = old_story()
    first, second = builders.correction(article), builders.correction(article, text="ครั้งที่สอง")
    first.text = "ใหม่"
    first.save()
    assert [line["text"] for line in Article.objects.get().correction_lines] == ["ใหม่", "ครั้งที่สอง"]
    first.delete()
    second.delete()
    assert Article.objects.get().correction_lines == []


def test_an_old_correction_never_makes_a_story_older() -> None:
    now = timezone.now()
    article = old_story(revised_at=now)
    builders.correction(article, corrected_at=now - timedelta(days=5))
    assert Article.objects.get().revised_at == now


def test_the_page_turns_and_asks_little(client: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(35):
        builders.correction(old_story())
    with django_assert_max_num_queries(6):
        first = client.get("/corrections/").content.decode()
    assert first.count('class="correction"') == 30
    assert client.get("/corrections/?page=2").content.decode().count('class="correction"') == 5
    assert client.get("/corrections/?page=๒").status_code == 200
    assert client.get("/corrections/?page=ก").status_code == 200
    assert client.get("/corrections/?page=3").status_code == 404


@pytest.mark.parametrize("text", ["", " ", "\u200b", "่", "ก" * 1001])
def test_text_that_says_nothing_or_too_much_is_refused_in_thai(text: str) -> None:
    with pytest.raises(ValidationError) as told:
        Correction(article=old_story(), text=text).full_clean()
    assert not re.search("[A-Za-z]", str(told.value.message_dict["text"]))


def test_dates_that_cannot_be_are_refused_in_thai() -> None:
    article = old_story()
    for moment, words in (
        (timezone.now() + timedelta(hours=1), "ต้องไม่อยู่ในอนาคต"),
        (datetime(2016, 8, 5, tzinfo=UTC), "ต้องไม่ก่อนวันเวลาเผยแพร่"),
    ):
        with pytest.raises(ValidationError, match=words):
            Correction(article=article, text=TEXT, corrected_at=moment).full_clean()


def posted(article: Article, **more: Any) -> dict[str, Any]:
    """The story's form with one new correction."""
    return fields(
        status=article.status,
        published_at="6/8/2559 09.05" if article.published_at else "",
        **{
            "bylines-INITIAL_FORMS": "1",
            "bylines-0-id": article.bylines.get().pk,
            "credits-TOTAL_FORMS": "0",
            "corrections-TOTAL_FORMS": "1",
            "corrections-INITIAL_FORMS": "0",
            "corrections-0-corrected_at": "7/8/2559 10.00",
            "corrections-0-text": TEXT,
            **more,
        },
    )


def test_an_editor_adds_a_correction_in_the_storys_form(admin_client: Client) -> None:
    article = old_story()
    address = f"/admin/articles/article/{article.pk}/change/"
    assert "corrections-__prefix__-text" in admin_client.get(address).content.decode()
    answer = admin_client.post(address, posted(article))
    assert answer.status_code == 302, answer.context["errors"]
    assert Correction.objects.get().corrected_at == datetime(2016, 8, 7, 3, 0, tzinfo=UTC)
    assert Article.objects.get().correction_lines[0]["when"] == "7 สิงหาคม 2559 เวลา 10.00 น."


def test_a_date_that_is_none_is_told_and_the_text_stays(admin_client: Client) -> None:
    article = old_story()
    address = f"/admin/articles/article/{article.pk}/change/"
    for typed, words in (
        ("31/2/2559", "ไม่มีวันที่ 31"),
        ("1/1/2599", "อนาคต"),
        ("เมื่อวาน", "ไม่เข้าใจวันที่"),
    ):
        page = admin_client.post(address, posted(article, **{"corrections-0-corrected_at": typed}))
        assert words in page.content.decode()
        assert TEXT in page.content.decode()
    assert Correction.objects.count() == 0


def test_a_story_that_is_not_public_takes_no_correction(admin_client: Client) -> None:
    article = builders.draft_article()
    address = f"/admin/articles/article/{article.pk}/change/"
    assert "corrections-__prefix__" not in admin_client.get(address).content.decode()
    assert admin_client.post(address, posted(article)).status_code == 302
    assert Correction.objects.count() == 0


def test_a_form_that_was_opened_before_the_story_came_out_is_saved(admin_client: Client) -> None:
    article = old_story()
    data = {k: v for k, v in posted(article).items() if not k.startswith("corrections")}
    answer = admin_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert answer.status_code == 302, answer.context["errors"]


def test_a_correction_written_while_the_story_was_taken_back_is_not_lost(
    admin_client: Client, client: Client
) -> None:
    article = old_story()
    data = posted(article)
    builders.take_back(article)
    answer = admin_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert answer.status_code == 302, answer.context["errors"]
    assert Correction.objects.get().text == TEXT


def test_a_story_read_before_its_correction_came_does_not_take_it_away() -> None:
    article = old_story()
    stale = Article.objects.get()
    builders.correction(article)
    stale.save()
    assert [line["text"] for line in Article.objects.get().correction_lines] != []


def test_who_may_not_correct_does_not(client: Client) -> None:
    user = builders.staff_user()
    for name in ("change_article", "view_article", "view_correction"):
        user.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(user)
    article = old_story()
    client.post(f"/admin/articles/article/{article.pk}/change/", posted(article))
    assert Correction.objects.count() == 0


def test_script_in_a_correction_is_harmless(client: Client) -> None:
    article = old_story()
    builders.correction(article, text="</script><script>alert(1)</script><b>")
    for address in (article.get_absolute_url(), "/corrections/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
