"""Finding articles: for links, for related articles, and one that is a colleague's."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.accounts import roles
from tests import builders
from tests.articles.article_form import ARTICLES_URL, change_url

pytestmark = pytest.mark.django_db
TARGETS = f"{ARTICLES_URL}link-targets/"


@pytest.fixture
def reporter(client: Client) -> Client:
    client.force_login(builders.role_user(roles.REPORTER, "somying"))
    return client


def headlines(client: Client, query: str) -> list[str]:
    return [row["headline"] for row in client.get(TARGETS, {"q": query}).json()["articles"]]


def test_a_link_leads_to_what_readers_see_or_the_user_may_see(reporter: Client) -> None:
    public = builders.published_article(headline="น้ำท่วมตลาด")
    builders.draft_article(headline="น้ำท่วมของเพื่อน")
    assert headlines(reporter, "น้ำท่วม") == ["น้ำท่วมตลาด"]
    assert headlines(reporter, str(public.pk)) == ["น้ำท่วมตลาด"]
    assert headlines(reporter, f"https://testserver{public.get_absolute_url()}") == ["น้ำท่วมตลาด"]
    reporter.force_login(builders.role_user(roles.SUB_EDITOR, "sub"))
    assert set(headlines(reporter, "น้ำท่วม")) == {"น้ำท่วมตลาด", "น้ำท่วมของเพื่อน"}
    for odd in ("", "\0", "่", "9" * 300, "'\" OR 1"):
        assert headlines(reporter, odd) == []


def test_a_reporter_finds_related_stories_of_others(reporter: Client) -> None:
    public = builders.published_article(headline="น้ำท่วมตลาด")
    builders.draft_article(headline="น้ำท่วมของเพื่อน")
    query = {
        "app_label": "search", "model_name": "relatedarticle", "field_name": "related", "term": "น้ำท่วม",
    }  # fmt: skip
    rows = reporter.get("/admin/autocomplete/", query).json()["results"]
    assert [row["id"] for row in rows] == [str(public.pk)]


def test_a_colleagues_story_is_not_said_to_be_deleted(reporter: Client) -> None:
    public, draft = builders.published_article(), builders.draft_article(headline="ความลับ")
    page = reporter.get(change_url(public), follow=True).content.decode()
    assert "ข่าวนี้เป็นของคนอื่น" in page
    assert public.get_absolute_url() in page
    page = reporter.get(change_url(draft), follow=True).content.decode()
    assert "ข่าวนี้เป็นของคนอื่นและยังไม่เผยแพร่" in page
    assert "ความลับ" not in page
