"""A story's way through the newsroom, its notes and its checks. Bad input tried: blank and far too
long notes, moves twice, moves that no longer make sense, dates that are none, unknown moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles import checks, desk, presence, words
from newsroom.articles.models import Article, Presence
from newsroom.images.models import Photo
from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.articles.forms import address, as_shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db: Any) -> Any:
    return builders.role_user(roles.EDITOR, "editor", display_name="อรุณี แก้วมณี")


@pytest.fixture
def reporter(db: Any) -> Any:
    return builders.role_user(roles.REPORTER, "writer", display_name="สุนิสา ชูช่วย")


def test_a_story_goes_from_the_reporter_to_the_readers_and_back(
    client: Client, editor: Any, reporter: Any
) -> None:
    story = builders.draft_article(created_by=reporter)
    client.force_login(reporter)
    client.post(address(story), as_shown(client, story) | {"_move": "send_to_review"})
    story.refresh_from_db()
    assert story.status == "review"
    assert 'name="_save"' not in client.get(address(story)).content.decode()
    client.post(f"/admin/articles/article/{story.pk}/move/return_to_draft/")
    client.post(address(story), as_shown(client, story) | {"_move": "send_to_review"})
    client.force_login(editor)
    soon = (timezone.now() + timedelta(hours=3)).astimezone(BANGKOK)
    data = {"_move": "publish", "published_at": f"{soon:%d/%m/%Y %H.%M}"}
    page = client.post(address(story), as_shown(client, story) | data, follow=True)
    assert "ข่าวจะเผยแพร่เองเมื่อ" in page.content.decode()
    story.refresh_from_db()
    assert story.is_scheduled
    client.post(address(story), as_shown(client, story) | {"_move": "publish_now"})
    assert client.get(story.get_absolute_url()).status_code == 200
    client.post(f"/admin/articles/article/{story.pk}/move/withdraw/")
    assert client.get(story.get_absolute_url()).status_code == 410
    client.post(address(story), as_shown(client, story) | {"_move": "back_to_draft"})
    assert client.get(story.get_absolute_url()).status_code == 404


def test_the_button_says_when(client: Client, editor: Any) -> None:
    client.force_login(editor)
    ask = "/admin/articles/article/when/"
    tomorrow = (timezone.now() + timedelta(days=1)).astimezone(BANGKOK)
    typed = f"{tomorrow.day}/{tomorrow.month}/{tomorrow.year + 543} 06.00"
    assert client.get(ask, {"at": typed}).json() == {
        "label": "ตั้งเวลาเผยแพร่ พรุ่งนี้ 06.00 น.",
        "hint": "จะเผยแพร่ พรุ่งนี้ 06.00 น.",
    }
    assert client.get(ask).json()["label"] == "เผยแพร่ทันที"
    assert "6 สิงหาคม 2559" in client.get(ask, {"at": "6/8/2559 09.05"}).json()["hint"]
    for nonsense in ("31/2/2569", "\0", "ก" * 5000, "<b>"):
        assert "error" in client.get(ask, {"at": nonsense}).json()
    client.force_login(builders.role_user(roles.SUB_EDITOR, "sub"))
    assert client.get(ask).status_code == 403


def test_a_public_story_keeps_its_date_when_the_field_is_emptied(
    client: Client, editor: Any
) -> None:
    story = builders.published_article()
    when = story.published_at
    client.force_login(editor)
    client.post(address(story), as_shown(client, story) | {"published_at": ""})
    story.refresh_from_db()
    assert story.published_at == when


def test_a_second_press_of_a_button_is_told_and_changes_nothing(
    client: Client, editor: Any
) -> None:
    story = builders.published_article()
    client.force_login(editor)
    for _ in range(2):
        page = client.post(f"/admin/articles/article/{story.pk}/move/withdraw/", follow=True)
    assert "อยู่ในสถานะ «ถอนออก» แล้ว" in page.content.decode()
    assert story.revisions.filter(why="withdrawn").count() == 1
    assert client.get(f"/admin/articles/article/{story.pk}/move/withdraw/").status_code == 405
    assert client.post("/admin/articles/article/999/move/withdraw/").status_code == 404
    assert client.post(f"/admin/articles/article/{2**70}/move/withdraw/").status_code == 404


def test_notes_are_dated_signed_and_not_public(client: Client, editor: Any, reporter: Any) -> None:
    story = builders.draft_article(created_by=reporter)
    client.force_login(reporter)
    client.post(
        address(story), as_shown(client, story) | {"note": "ฝากดูตัวเลข", "_move": "send_to_review"}
    )
    # Not to be edited any more, but to be talked about.
    client.post(f"/admin/articles/article/{story.pk}/note/", {"note": "เพิ่มภาพแล้ว"})
    client.post(f"/admin/articles/article/{story.pk}/note/", {"note": " \u200b "})
    client.force_login(editor)
    page = client.get(address(story)).content.decode()
    assert page.index("สุนิสา ชูช่วย") < page.index("ฝากดูตัวเลข") < page.index("เพิ่มภาพแล้ว")
    assert story.notes.count() == 2
    desk.publish(story, by=editor)
    assert "ฝากดูตัวเลข" not in client.get(story.get_absolute_url()).content.decode()
    assert (
        "ฝากดูตัวเลข"
        not in client.get(f"/admin/articles/article/{story.pk}/preview/").content.decode()
    )


def test_a_note_that_is_too_long_is_told_and_kept(client: Client, editor: Any) -> None:
    story = builders.draft_article()
    client.force_login(editor)
    page = client.post(address(story), as_shown(client, story) | {"note": "ก" * 2001})
    assert page.status_code == 200
    assert "โน้ตยาวเกินไป" in page.content.decode()
    assert "ก" * 2001 in page.content.decode()


def test_what_is_missing_is_said_before_publishing(client: Client, editor: Any) -> None:
    photo = builders.photo(credit="")
    Photo.objects.filter(pk=photo.pk).update(alt="")
    story = builders.draft_article(
        headline="ข่าวยาว" * 30, standfirst="", section=None, authors=[], lead_photo=photo, body=""
    )
    said = [problem.text for problem in checks.problems(story)]
    assert said[0] == "ยังไม่มีหมวด"
    for text in ("พาดหัวยาวมาก (180 ตัวอักษร)", "ยังไม่มีความนำ", "ยังไม่มีเนื้อข่าว", "ยังไม่มีชื่อผู้เขียน",
                 "ยังไม่มีข้อความแทนภาพและเครดิต"):  # fmt: skip
        assert any(text in one for one in said), text
    client.force_login(editor)
    page = client.get(address(story)).content.decode()
    assert "ต้องแก้ก่อนเผยแพร่" in page
    assert "ยังไม่มีความนำ" in page
    for verb in (desk.publish, desk.publish_now):
        with pytest.raises(desk.Refused, match="ยังไม่มีหมวด"):
            verb(story, by=editor)
    assert checks.problems(builders.draft_article()) == []


def test_warnings_do_not_forbid(client: Client, editor: Any) -> None:
    story = builders.draft_article(standfirst="")
    client.force_login(editor)
    page = client.post(address(story), as_shown(client, story) | {"_move": "publish"}, follow=True)
    assert "ยังไม่มีความนำ" in page.content.decode()
    assert Article.objects.published().count() == 1


def test_a_reporters_own_name_stands_over_a_new_story(client: Client, reporter: Any) -> None:
    me = builders.author("สุนิสา", "sunisa", user=reporter)
    client.force_login(reporter)
    page = client.get("/admin/articles/article/add/")
    bylines = page.context["inline_admin_formsets"][0].formset
    assert [form["author"].value() for form in bylines.forms] == [me.pk]


def test_who_has_a_story_open_is_told_to_the_other(client: Client, editor: Any) -> None:
    story = builders.draft_article()
    other = builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก")
    here = f"/admin/articles/article/{story.pk}/here/"
    client.force_login(other)
    assert client.post(here).json()["others"] == []
    client.force_login(editor)
    assert "วิชัย ลมบก กำลังเปิดข่าวนี้อยู่" in client.get(address(story)).content.decode()
    assert client.post(here).json()["others"] == ["วิชัย ลมบก"]
    client.post(here, {"leave": "1"})
    assert presence.others(story, other) == []
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert client.get(here).json()["others"] == []
    client.post(here)
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    client.post(here)
    assert Presence.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "published", "withdrawn"])
def test_every_button_calls_a_verb_that_is_allowed(state: str, editor: Any) -> None:
    build = {
        "draft": builders.draft_article, "review": builders.review_article,
        "scheduled": builders.scheduled_article, "published": builders.published_article,
        "withdrawn": builders.withdrawn_article,
    }[state]  # fmt: skip
    for move in words.offered(editor, build()):
        words.VERBS[move.name](build(), by=editor)
