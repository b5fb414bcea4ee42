"""The copy desk's endpoint. Bad input tried: no JSON, a list, numbers for texts, half a surrogate,
endless nesting, a megabyte, strangers, readers of stories, posts without a token."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from newsroom.articles.models import Article
from tests import builders
from tests.articles.test_desk import ADD, fields

pytestmark = pytest.mark.django_db
DESK = "/admin/articles/article/copydesk/"
STORY = {"headline": "ผลสอบปรากฎแล้ว", "standfirst": "", "body": "เด็กๆ ดีใจ\nน้ำท่วมกระบี่", "tags": ""}


def ask(client: Client, sent: Any) -> Any:
    data = sent if isinstance(sent, (bytes, str)) else json.dumps(sent)
    return client.post(DESK, data, content_type="application/json")


def test_the_desk_tells_what_where_and_how(admin_client: Client) -> None:
    answer = ask(admin_client, STORY)
    assert answer.status_code == 200
    assert "no-cache" in answer["Cache-Control"]
    told = answer.json()
    first, second = told["findings"]
    assert (first["field"], first["text"], first["fixes"]) == ("headline", "ปรากฎ", ["ปรากฏ"])
    assert STORY["headline"][first["start"] : first["end"]] == "ปรากฎ"
    assert (second["field"], second["fixes"]) == ("body", [" ๆ"])
    assert told["words"] > 0
    assert told["minutes"] == 1
    assert not told["headline_is_long"]
    assert ask(admin_client, {**STORY, "headline": "ก" * 130}).json()["headline_is_long"]


def test_tags_that_exist_come_first_and_none_twice(admin_client: Client) -> None:
    builders.tag("น้ำท่วม")
    builders.tag("ท่วมกระ")  # letters of the text, but no words of it
    told = ask(admin_client, STORY).json()["tags"]
    assert told[0] == {"name": "น้ำท่วม", "exists": True}
    assert "ท่วมกระ" not in [tag["name"] for tag in told]
    told = ask(admin_client, {**STORY, "tags": "น้ำท่วม"}).json()["tags"]
    assert "น้ำท่วม" not in [tag["name"] for tag in told]


def test_a_standfirst_is_proposed_only_where_there_is_none(admin_client: Client) -> None:
    lead = "องค์การบริหารส่วนจังหวัดกระบี่จัดอบรมเครือข่ายประชาสัมพันธ์ เพื่อตอบสนองความต้องการของประชาชน " * 4
    assert 40 < len(ask(admin_client, {**STORY, "body": lead}).json()["standfirst"]) <= 300
    assert (
        ask(admin_client, {**STORY, "body": lead, "standfirst": "มีแล้ว"}).json()["standfirst"] == ""
    )


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        ([], 400),
        ({"headline": 5}, 400),
        ({"body": None}, 400),
        (b"[" * 100_000, 400),
        ({**STORY, "body": "ก" * 100_000}, 413),
        ({**STORY, "body": "👩" * 1_000_000}, 413),
        ({**STORY, "tags": "ก" * 10_000}, 413),
        ({}, 200),
        ({**STORY, "body": "\ud800 \x00 \u200b", "more": 1}, 200),
    ],
)
def test_bad_input_is_told_in_thai(admin_client: Client, sent: Any, status: int) -> None:
    answer = ask(admin_client, sent)
    assert answer.status_code == status
    if status != 200:
        assert any("ก" <= letter <= "๛" for letter in answer.json()["error"])


def test_the_desk_is_for_those_who_write(client: Client) -> None:
    assert ask(client, STORY).status_code == 302
    person = builders.staff_user()
    client.force_login(person)
    assert ask(client, STORY).status_code == 403
    person.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(type(person).objects.get(pk=person.pk))
    assert ask(client, STORY).status_code == 403
    person.user_permissions.add(Permission.objects.get(codename="add_article"))
    client.force_login(type(person).objects.get(pk=person.pk))
    assert ask(client, STORY).status_code == 200


def test_the_desk_wants_a_post_with_a_token(admin_client: Client) -> None:
    assert admin_client.get(DESK).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(builders.admin_user("other"))
    assert ask(strict, STORY).status_code == 403


def test_a_save_says_what_is_left_and_changes_nothing(admin_client: Client) -> None:
    page = admin_client.post(ADD, fields(headline="ผลสอบปรากฎแล้ว"), follow=True).content.decode()
    assert "โต๊ะตรวจภาษาพบ 1 แห่ง" in page
    assert Article.objects.get().headline == "ผลสอบปรากฎแล้ว"


@pytest.mark.parametrize("sent", ["{", "5", '[["spelling"]]', "[" * 100_000, "null"])
def test_what_was_waved_through_is_not_told_again(admin_client: Client, sent: str) -> None:
    story = fields(headline="ผลสอบปรากฎแล้ว")
    waved = json.dumps(["spelling:ปรากฎ"])
    page = admin_client.post(ADD, {**story, "copydesk_dismissed": waved}, follow=True)
    assert "โต๊ะตรวจภาษาพบ" not in page.content.decode()
    page = admin_client.post(ADD, {**story, "copydesk_dismissed": sent}, follow=True)
    assert "โต๊ะตรวจภาษาพบ" in page.content.decode()
