"""The list as a cockpit: search by the site's engine over all states, chips, filters, bulk actions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.images.models import Photo
from tests import builders
from tests.articles.article_form import ARTICLES_URL

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Any:
    user = builders.role_user(roles.EDITOR, "editor")
    client.force_login(user)
    return user


def listed(client: Client, **params: str) -> list[str]:
    """The headlines in the list, in order."""
    results = client.get(ARTICLES_URL, params).context["cl"].result_list
    return [article.headline for article in results]


def test_the_search_is_the_sites_in_every_state(client: Client, editor: Any) -> None:
    author = builders.author("สุนิสา ชูช่วย", "sunisa")
    builders.draft_article(headline="น้ำท่วมตลาด", authors=[author])
    builders.published_article(headline="ฝนตกหนัก", tags=["น้ำท่วม"])
    builders.withdrawn_article(headline="ภัยแล้ง", body="<p>ปีก่อนน้ำท่วม</p>")
    found = listed(client, q="น้ำท่วม")
    assert found[0] == "น้ำท่วมตลาด"
    assert set(found) == {"น้ำท่วมตลาด", "ฝนตกหนัก", "ภัยแล้ง"}
    assert listed(client, q="สุนิสา") == ["น้ำท่วมตลาด"]
    assert listed(client, q="น้ำท่วม", state="draft") == ["น้ำท่วมตลาด"]
    for odd in ("ไม่มีคำนี้แน่นอนที่นี่", "่", "\0", "%", "'" * 300):
        assert client.get(ARTICLES_URL, {"q": odd}).status_code == 200
    assert "ไม่พบข่าวที่ตรงกับ" in client.get(ARTICLES_URL, {"q": "ฮฮฮฮฮฮฮฮ"}).content.decode()


def test_a_reporter_finds_only_what_she_may_see(client: Client) -> None:
    reporter = builders.role_user(roles.REPORTER, "somying")
    builders.draft_article(headline="น้ำท่วมของเพื่อน")
    builders.draft_article(headline="น้ำท่วมของฉัน", created_by=reporter)
    client.force_login(reporter)
    assert listed(client, q="น้ำท่วม") == ["น้ำท่วมของฉัน"]
    assert listed(client) == ["น้ำท่วมของฉัน"]


@pytest.mark.slow
def test_each_chip_narrows_the_list(client: Client, editor: Any) -> None:
    bare = builders.photo(shade=9)
    Photo.objects.filter(pk=bare.pk).update(credit="")
    photo = builders.photo(shade=1)
    builders.review_article(headline="รอตรวจอยู่", lead_photo=photo)
    builders.scheduled_article(headline="ตั้งเวลาไว้", lead_photo=photo)
    builders.draft_article(headline="ของฉันเอง", created_by=editor, lead_photo=photo)
    builders.published_article(headline="ไม่มีภาพนำ")
    builders.published_article(headline="ไม่มีชื่อช่างภาพ", lead_photo=bare)
    for view, expected in {
        "review": "รอตรวจอยู่",
        "scheduled": "ตั้งเวลาไว้",
        "mine": "ของฉันเอง",
        "no-photo": "ไม่มีภาพนำ",
        "no-credit": "ไม่มีชื่อช่างภาพ",
    }.items():
        assert listed(client, view=view) == [expected], view
    assert len(listed(client)) == 5
    page = client.get(ARTICLES_URL).content.decode()
    assert re.search(r'view=review">รอตรวจ <span class="chip-count">1</span>', page)
    assert client.get(ARTICLES_URL, {"view": "x", "author": "x", "section": "x"}).status_code == 200


def test_selected_articles_get_a_section_and_tags(client: Client, editor: Any) -> None:
    articles = [builders.draft_article(), builders.published_article()]
    sport = builders.section("กีฬา", "sport")
    data = {"_selected_action": [article.pk for article in articles]}
    client.post(ARTICLES_URL, data | {"action": "set_section", "to_section": sport.pk})
    client.post(ARTICLES_URL, data | {"action": "add_tags", "new_tags": "ฟุตบอล, เทศบาล"})
    for article in Article.objects.all():
        assert article.section == sport
        assert {"ฟุตบอล", "เทศบาล"} <= {tag.name for tag in article.tags.all()}
        assert article.revisions.exists()
    page = client.post(ARTICLES_URL, data | {"action": "set_section"}, follow=True)
    assert "เลือกหมวดก่อน" in page.content.decode()
    page = client.post(ARTICLES_URL, data | {"action": "add_tags", "new_tags": "่"}, follow=True)
    assert page.status_code == 200


def test_bulk_actions_leave_what_one_may_not_edit(client: Client) -> None:
    reporter = builders.role_user(roles.REPORTER, "somying")
    own = builders.draft_article(created_by=reporter)
    sent = builders.review_article(created_by=reporter)
    sport = builders.section("กีฬา", "sport")
    client.force_login(reporter)
    data = {"_selected_action": [own.pk, sent.pk], "action": "set_section", "to_section": sport.pk}
    page = client.post(ARTICLES_URL, data, follow=True).content.decode()
    assert "อีก 1 ข่าวคุณไม่มีสิทธิ์แก้ไข" in page
    own.refresh_from_db()
    sent.refresh_from_db()
    assert (own.section, sent.section) == (sport, builders.section())
