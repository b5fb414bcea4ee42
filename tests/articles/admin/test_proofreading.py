"""The proofreading endpoint. Invalid input tried: no JSON, a list, numbers for texts, half a surrogate
pair, endless nesting, a megabyte, users without permission, posts without a CSRF token."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.models import Article
from tests import builders
from tests.articles.article_form import ADD_URL, ARTICLES_URL, change_url, new_article_data

pytestmark = pytest.mark.django_db
PROOFREADING_URL = f"{ARTICLES_URL}copydesk/"
TEXTS = {"headline": "ผลสอบปรากฎแล้ว", "standfirst": "", "body": "เด็กๆ ดีใจ\nน้ำท่วมกระบี่", "tags": ""}


def proofread(client: Client, sent: Any) -> Any:
    data = sent if isinstance(sent, (bytes, str)) else json.dumps(sent)
    return client.post(PROOFREADING_URL, data, content_type="application/json")


def test_findings_have_position_and_corrections(admin_client: Client) -> None:
    response = proofread(admin_client, TEXTS)
    assert response.status_code == 200
    assert "no-cache" in response["Cache-Control"]
    result = response.json()
    first, second = result["findings"]
    assert (first["field"], first["text"], first["fixes"]) == ("headline", "ปรากฎ", ["ปรากฏ"])
    assert TEXTS["headline"][first["start"] : first["end"]] == "ปรากฎ"
    assert (second["field"], second["fixes"]) == ("body", [" ๆ"])
    assert result["words"] > 0
    assert result["minutes"] == 1
    assert not result["headline_is_long"]
    assert proofread(admin_client, {**TEXTS, "headline": "ก" * 130}).json()["headline_is_long"]


def test_existing_tags_come_first_and_none_twice(admin_client: Client) -> None:
    builders.tag("น้ำท่วม")
    builders.tag("ท่วมกระ")  # occurs in the text, but not as words
    result = proofread(admin_client, TEXTS).json()["tags"]
    assert result[0] == {"name": "น้ำท่วม", "exists": True}
    assert "ท่วมกระ" not in [tag["name"] for tag in result]
    result = proofread(admin_client, {**TEXTS, "tags": "น้ำท่วม"}).json()["tags"]
    assert "น้ำท่วม" not in [tag["name"] for tag in result]


def test_a_standfirst_is_suggested_only_where_there_is_none(admin_client: Client) -> None:
    lead = "องค์การบริหารส่วนจังหวัดกระบี่จัดอบรมเครือข่ายประชาสัมพันธ์ เพื่อตอบสนองความต้องการของประชาชน " * 4
    assert 40 < len(proofread(admin_client, {**TEXTS, "body": lead}).json()["standfirst"]) <= 300
    assert (
        proofread(admin_client, {**TEXTS, "body": lead, "standfirst": "มีแล้ว"}).json()["standfirst"]
        == ""
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
        ({**TEXTS, "body": "ก" * 100_000}, 413),
        ({**TEXTS, "body": "👩" * 1_000_000}, 413),
        ({**TEXTS, "tags": "ก" * 10_000}, 413),
        ({}, 200),
        ({**TEXTS, "body": "\ud800 \x00 \u200b", "more": 1}, 200),
    ],
)
def test_invalid_input_is_refused_in_thai(admin_client: Client, sent: Any, status: int) -> None:
    response = proofread(admin_client, sent)
    assert response.status_code == status
    if status != 200:
        assert any("ก" <= character <= "๛" for character in response.json()["error"])


def test_proofreading_needs_permission_to_write(client: Client) -> None:
    assert proofread(client, TEXTS).status_code == 302
    user = builders.staff_user()
    client.force_login(user)
    assert proofread(client, TEXTS).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(type(user).objects.get(pk=user.pk))
    assert proofread(client, TEXTS).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="add_article"))
    client.force_login(type(user).objects.get(pk=user.pk))
    assert proofread(client, TEXTS).status_code == 200


def test_proofreading_needs_a_post_with_a_csrf_token(admin_client: Client) -> None:
    assert admin_client.get(PROOFREADING_URL).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(builders.admin_user("other"))
    assert proofread(strict, TEXTS).status_code == 403


def test_a_save_reports_findings_and_changes_nothing(admin_client: Client) -> None:
    page = admin_client.post(
        ADD_URL, new_article_data(headline="ผลสอบปรากฎแล้ว"), follow=True
    ).content.decode()
    assert "โต๊ะตรวจภาษาพบ 1 แห่ง" in page
    assert Article.objects.get().headline == "ผลสอบปรากฎแล้ว"


@pytest.mark.parametrize("sent", ["{", "5", '[["spelling"]]', "[" * 100_000, "null"])
def test_dismissed_findings_are_not_reported_again(admin_client: Client, sent: str) -> None:
    data = new_article_data(headline="ผลสอบปรากฎแล้ว")
    dismissed = json.dumps(["spelling:ปรากฎ"])
    page = admin_client.post(ADD_URL, {**data, "copydesk_dismissed": dismissed}, follow=True)
    assert "โต๊ะตรวจภาษาพบ" not in page.content.decode()
    page = admin_client.post(ADD_URL, {**data, "copydesk_dismissed": sent}, follow=True)
    assert "โต๊ะตรวจภาษาพบ" in page.content.decode()


def test_a_story_that_one_may_only_read_is_not_proofread(client: Client) -> None:
    reporter = builders.role_user(roles.REPORTER, "reporter")
    client.force_login(reporter)
    own = {"created_by": reporter}
    draft, handed_in = builders.draft_article(**own), builders.review_article(**own)
    assert 'id="copydesk"' in client.get(change_url(draft)).content.decode()
    response = client.get(change_url(handed_in))
    assert response.status_code == 200
    assert 'id="copydesk"' not in response.content.decode(), "it would find 0 words and no fault"
