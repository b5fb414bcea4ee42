"""Personal drafts on the server. Invalid requests tried: no key, odd keys, no JSON, others' stories."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.admin.saving.drafts import MAX_DRAFTS_PER_USER
from newsroom.articles.models import PersonalDraft
from tests import builders
from tests.articles.article_form import (
    ADD_URL,
    ARTICLES_URL,
    change_url,
    form_data,
    new_article_data,
)

pytestmark = pytest.mark.django_db
DRAFTS = f"{ARTICLES_URL}drafts/"


@pytest.fixture
def reporter(client: Client) -> Any:
    user = builders.role_user(roles.REPORTER, "somying")
    client.force_login(user)
    return user


def keep(client: Client, key: str, **values: str) -> Any:
    return client.post(DRAFTS, {"key": key, "version": "", "values": json.dumps(values)})


def test_a_draft_is_offered_to_its_writer_only(client: Client, reporter: Any) -> None:
    article = builders.draft_article(created_by=reporter)
    assert keep(client, str(article.pk), headline="จากมือถือ").json()["saved_at"]
    assert (
        "จากมือถือ" in client.get(change_url(article)).context["server_drafts"][0]["values"].values()
    )
    assert client.get(ADD_URL).context["server_drafts"] == []
    client.force_login(builders.role_user(roles.SUB_EDITOR, "sub"))
    assert client.get(change_url(article)).context["server_drafts"] == []


def test_a_save_and_a_discard_end_it(client: Client, reporter: Any) -> None:
    article = builders.draft_article(created_by=reporter)
    keep(client, str(article.pk), headline="ก")
    data = form_data(client, article) | {"_draft": str(article.pk)}
    assert client.post(change_url(article), data).status_code == 302
    assert not PersonalDraft.objects.exists()
    keep(client, "new-abc", headline="ข")
    client.post(DRAFTS, {"key": "new-abc", "discard": "1"})
    assert not PersonalDraft.objects.exists()


def test_invalid_requests_are_refused(client: Client, reporter: Any) -> None:
    other = builders.draft_article()
    for key in ("", "a b", "ก", "x" * 200):
        assert keep(client, key, headline="ก").status_code == 400
    assert keep(client, str(other.pk), headline="ก").status_code == 403
    for text in ("", "[", "[1]", "[" * 100_000, '"' + "ก" * 1_000_000 + '"'):
        assert client.post(DRAFTS, {"key": "new-1", "values": text}).status_code == 400
    assert keep(client, "new-1", headline="\0").status_code == 200
    assert client.get(DRAFTS).json()["token"]
    client.force_login(builders.staff_user("nobody"))
    assert keep(client, "new-1", headline="ก").status_code == 403
    client.logout()
    assert keep(client, "new-1", headline="ก").status_code == 302


def test_old_and_too_many_drafts_are_deleted(client: Client, reporter: Any) -> None:
    keep(client, "new-old", headline="ก")
    PersonalDraft.objects.update(saved_at=timezone.now() - timedelta(days=90))
    for number in range(MAX_DRAFTS_PER_USER + 3):
        keep(client, f"new-{number}", headline="ก")
    keys = set(PersonalDraft.objects.values_list("key", flat=True))
    assert len(keys) == MAX_DRAFTS_PER_USER
    assert {"new-old", "new-0", "new-1", "new-2"}.isdisjoint(keys)


def test_a_save_by_script_is_answered_as_json(client: Client, reporter: Any) -> None:
    headers = {"X-Saved-By": "script"}
    refused = client.post(ADD_URL, new_article_data(headline="", _continue="1"), headers=headers)
    assert refused.status_code == 422
    assert refused.json()["errors"] == {"id_headline": ["กรุณาใส่พาดหัว"]}
    answer = client.post(ADD_URL, new_article_data(_continue="1"), headers=headers).json()
    assert answer["url"].endswith(f"/{answer['id']}/change/")
    assert (answer["state"], answer["base"]) == ("draft", "1")
    assert set(answer["rows"]) == {"bylines-0", "credits-0"}
    assert "ผู้อ่านยังไม่เห็นข่าวนี้" in answer["message"]
    page = client.get(answer["url"]).content.decode()
    assert "messagelist" not in page, "it was told once"


def test_a_save_has_one_message(admin_client: Client) -> None:
    data = new_article_data(_action="publish", standfirst="", body="<p>ก  ข</p>")
    response = admin_client.post(ADD_URL, data, follow=True)
    (message,) = response.context["messages"]
    assert str(message).startswith("บันทึกแล้ว ผู้อ่านเห็นข่าวนี้แล้ว")
    assert "ยังไม่มีโปรย" in str(message)
