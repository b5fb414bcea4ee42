"""Two editors, one story: whoever saves second is told, and both texts stay."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles import desk
from newsroom.articles.models import Article
from newsroom.comments.services import recount
from tests import builders
from tests.articles.forms import address, as_shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client: Client) -> Article:
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    return builders.published_article(headline="ราคาข้าวขึ้น", credits=[("ภาพ", "คนแรก")])


@pytest.fixture
def other(db: Any) -> Client:
    other = Client()
    other.force_login(builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก"))
    return other


def test_a_stale_save_is_refused_and_shows_both_texts(
    client: Client, other: Client, story: Article
) -> None:
    mine = as_shown(client, story) | {"headline": "ราคาข่าวขึ้น", "standfirst": "ความนำของฉัน"}
    other.post(address(story), as_shown(other, story) | {"headline": "ราคาปุ๋ยขึ้น"})
    answer = client.post(address(story), mine)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "ยังไม่ได้บันทึก: วิชัย ลมบก บันทึกข่าวนี้ไปก่อน" in page
    assert "ราคา<del>ปุ๋ย</del>ขึ้น" in page
    assert "ราคา<ins>ข่าว</ins>ขึ้น" in page
    assert "ราคาข่าวขึ้น</textarea>" in page
    assert "ความนำของฉัน</textarea>" in page
    story.refresh_from_db()
    assert story.headline == "ราคาปุ๋ยขึ้น"

    again = mine | {"version": answer.context["adminform"].form["version"].value()}
    assert client.post(address(story), again).status_code == 302
    story.refresh_from_db()
    assert story.headline == "ราคาข่าวขึ้น"
    kept = [revision.snapshot["headline"] for revision in story.revisions.order_by("number")]
    assert kept == ["ราคาข้าวขึ้น", "ราคาปุ๋ยขึ้น", "ราคาข่าวขึ้น"]


@pytest.mark.parametrize("move", ["send_to_review", "publish", "withdraw"])
def test_a_stale_form_moves_nothing_either(
    client: Client, other: Client, story: Article, move: str
) -> None:
    mine = as_shown(client, story) | {"_move": move}
    other.post(address(story), as_shown(other, story) | {"headline": "ราคาปุ๋ยขึ้น"})
    before = Article.objects.get().status
    assert client.post(address(story), mine).status_code == 200
    assert Article.objects.get().status == before


def test_a_move_by_somebody_else_makes_the_form_stale(client: Client, story: Article) -> None:
    mine = as_shown(client, story)
    desk.withdraw(story, by=builders.admin_user("chief"))
    assert client.post(address(story), mine).status_code == 200
    assert Article.objects.get().status == "withdrawn"


def test_a_comment_makes_no_form_stale(client: Client, story: Article) -> None:
    mine = as_shown(client, story)
    builders.visible_comment(story)
    recount([story.pk])
    assert client.post(address(story), mine).status_code == 302


def test_rows_that_another_deleted_come_back_as_new_ones(client: Client, story: Article) -> None:
    mine = as_shown(client, story) | {"headline": "ราคาข่าวขึ้น"}
    story.credits.all().delete()
    story.save()
    answer = client.post(address(story), mine)
    page = answer.context["adminform"].form
    assert (
        client.post(address(story), mine | {"version": page["version"].value()}).status_code == 302
    )
    assert [credit.name for credit in Article.objects.get().credits.all()] == ["คนแรก"]


@pytest.mark.parametrize("version", ["", "nonsense", "\0", "9" * 500, "2016-08-06T02:05:00+00:00"])
def test_a_version_that_is_none_never_overwrites_silently_nor_breaks(
    client: Client, story: Article, version: str
) -> None:
    mine = as_shown(client, story) | {"version": version, "headline": "ราคาข่าวขึ้น"}
    status = client.post(address(story), mine).status_code
    assert status == (302 if version == "" else 200)


def test_a_saved_form_names_the_draft_it_makes_needless(client: Client, story: Article) -> None:
    mine = as_shown(client, story) | {"_draft": str(story.pk)}
    assert client.post(address(story), mine).cookies["desk_saved"].value == str(story.pk)
    for bad in ("", "a b", "x;y", "ก", "x" * 200, "a\r\nSet-Cookie: x"):
        answer = client.post(address(story), as_shown(client, story) | {"_draft": bad})
        assert "desk_saved" not in answer.cookies
    refused = client.post(address(story), mine | {"headline": "", "version": ""})
    assert "desk_saved" not in refused.cookies
