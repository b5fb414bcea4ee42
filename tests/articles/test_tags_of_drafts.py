"""A tag that no public article carries answers, to those who may not see drafts, as an unknown one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article, Tag, TagAlias
from newsroom.articles.workflow.taxonomy.tag_renaming import rename_tag
from tests import builders

pytestmark = pytest.mark.django_db
SECRET = "ทุจริตจัดซื้อ"
UNKNOWN = "ไม่เคยมีแท็กนี้"
SUGGEST = "/admin/articles/tag/suggest/"
ADDRESSES = ["/tag/{}/", "/tag/{}/feed/", "/tag/{}/feed/json/"]


def suggested(client: Client, query: str) -> list[dict[str, object]]:
    return client.get(SUGGEST, {"q": query}).json()["tags"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "build",
    [
        builders.draft_article,
        builders.review_article,
        builders.scheduled_article,
        builders.withdrawn_article,
    ],
)
def test_readers_get_the_answer_for_an_unknown_tag(
    client: Client, address: str, build: Callable[..., Article]
) -> None:
    build(tags=[SECRET])
    known, unknown = client.get(address.format(SECRET)), client.get(address.format(UNKNOWN))
    assert (known.status_code, unknown.status_code) == (404, 404)
    # The pages differ in the address alone, which the visitor has typed.
    assert known.content.replace(quote(SECRET).encode(), b"") == unknown.content.replace(
        quote(UNKNOWN).encode(), b""
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_former_slug_is_unknown_too(client: Client, address: str) -> None:
    builders.draft_article(tags=[SECRET])
    rename_tag(Tag.objects.get(), "ทุจริตจัดจ้าง")
    assert TagAlias.objects.filter(slug=SECRET).exists()
    assert client.get(address.format(SECRET)).status_code == 404


def test_the_page_opens_when_a_scheduled_article_becomes_public(client: Client) -> None:
    builders.scheduled_article(tags=[SECRET])
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        for address in ADDRESSES:
            assert client.get(address.format(SECRET)).status_code == 200


def test_a_reporter_is_suggested_neither_the_tag_nor_its_number(client: Client) -> None:
    builders.draft_article(tags=[SECRET, "น้ำท่วม"])
    builders.published_article(tags=["น้ำท่วม"])
    client.force_login(builders.role_user(roles.REPORTER, "reporter"))
    assert suggested(client, "ทุจริต") == []
    assert suggested(client, "น้ำ") == [{"name": "น้ำท่วม", "used": 1}]
    assert SECRET not in client.get("/admin/articles/tag/").content.decode()
    pk = Tag.objects.get(name=SECRET).pk
    assert client.get(f"/admin/articles/tag/{pk}/change/").status_code == 302


def test_a_reporter_is_suggested_the_tags_of_her_own_drafts(client: Client) -> None:
    reporter = builders.role_user(roles.REPORTER, "reporter")
    builders.draft_article(tags=[SECRET], created_by=reporter)
    client.force_login(reporter)
    assert suggested(client, "ทุจริต") == [{"name": SECRET, "used": 1}]


def test_who_sees_drafts_is_suggested_their_tags(client: Client) -> None:
    builders.draft_article(tags=[SECRET])
    client.force_login(builders.role_user(roles.SUB_EDITOR, "sub"))
    assert suggested(client, "ทุจริต") == [{"name": SECRET, "used": 1}]
