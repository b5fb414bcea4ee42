"""The breaking news bar above every public page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.site.front_page.selection import (
    clear_breaking_news,
    get_breaking_news,
    set_breaking_news,
)
from tests import builders
from tests.site.front_page.data import EDITOR_URL, form_data, thai_time_in
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db
TEXT = "น้ำป่าไหลหลาก ปิดถนนสาย 4 ทั้งสองฝั่ง"


def set_bar(article: Article | None = None, hours: float = 1) -> None:
    end = timezone.now() + timedelta(hours=hours)
    set_breaking_news(text=TEXT, article=article, expires_at=end, by=None)


def is_shown(client: Client, url: str = "/") -> bool:
    page = client.get(url).content.decode().replace("\u00a0", " ")
    return 'class="breaking"' in page and TEXT in page


def test_the_bar_is_on_every_public_page_until_it_expires(client: Client) -> None:
    article = builders.published_article()
    withdrawn = builders.withdrawn_article()
    set_bar()
    urls = [
        "/", article.get_absolute_url(), "/section/local/", "/tag/ชายหาด/", "/author/phaithun/", "/archive/",
        "/search/?q=ข่าว", "/about/", "/contact/", "/privacy/", "/corrections/", "/news/99999/",
        withdrawn.get_absolute_url(), f"{article.get_absolute_url()}comments/thanks/",
    ]  # fmt: skip
    assert [url for url in urls if not is_shown(client, url)] == []
    end = get_breaking_news().expires_at  # type: ignore[union-attr]
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert is_shown(client)
    with time_machine.travel(end, tick=False):
        assert [url for url in urls if is_shown(client, url)] == []


@pytest.mark.parametrize("state", STATES)
def test_a_bar_with_an_article_shows_only_while_readers_may_see_the_article(
    client: Client, state: str
) -> None:
    article = STATES[state]()
    set_bar(article)
    assert is_shown(client) == (state == "published")
    assert (f'href="/news/{article.pk}/"' in client.get("/about/").content.decode()) == (
        state == "published"
    )


def test_the_bar_disappears_and_returns_with_its_article(client: Client) -> None:
    article = builders.published_article()
    set_bar(article)
    builders.withdraw(article)
    assert not is_shown(client)
    builders.republish(article)
    assert is_shown(client)
    article.delete()
    assert not is_shown(client)


def test_an_editor_sets_changes_and_clears_it(admin_client: Client, client: Client) -> None:
    article = builders.published_article()
    bar_fields: dict[str, Any] = {"text": TEXT, "until": thai_time_in(2)}
    data = form_data(admin_client, **bar_fields, breaking_article=article.pk)
    assert admin_client.post(EDITOR_URL, data).status_code == 302
    assert is_shown(client)
    bar = get_breaking_news()
    assert bar is not None
    assert bar.article == article
    assert TEXT in admin_client.get(EDITOR_URL).content.decode()
    data = form_data(admin_client, "unlink", **bar_fields, breaking_article=article.pk)
    response = admin_client.post(EDITOR_URL, data)
    assert response.context["editor"].breaking_article_id is None
    data = form_data(admin_client, f"breaking:{article.pk}", **bar_fields)
    response = admin_client.post(EDITOR_URL, data)
    assert response.context["editor"].breaking_article_id == article.pk
    admin_client.post(EDITOR_URL, form_data(admin_client))
    assert get_breaking_news() is None
    assert not is_shown(client)


@pytest.mark.parametrize(
    ("text", "until", "message"),
    [
        (TEXT, "", "กรุณาใส่เวลาที่ให้แถบข่าวด่วนหายไป"),
        (TEXT, "1/1/2560 09.00", "เวลานี้ผ่านไปแล้ว"),
        (TEXT, "1/1/2596 09.00", "ไม่เกิน 7 วัน"),
        (TEXT, "31/2/2569 09.00", "ไม่มีวันที่ 31"),
        (TEXT, "เย็นนี้", "ไม่เข้าใจ"),
        ("ก" * 141, "soon", "140"),
        ("่", "soon", "อักขระที่มองไม่เห็น"),
        ("", "soon", "ยังไม่มีข้อความ แถบจึงไม่ขึ้น"),
    ],
)
def test_invalid_bars_are_refused_in_thai_and_nothing_is_lost(
    admin_client: Client, text: str, until: str, message: str
) -> None:
    article_id = builders.published_article().pk
    until = thai_time_in(2) if until == "soon" else until
    data = form_data(
        admin_client, text=text, until=until, lead=[article_id], breaking_article=article_id
    )
    response = admin_client.post(EDITOR_URL, data)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert f'value="{until}"' in page
    assert response.context["editor"].selection.lead == [article_id]
    assert get_breaking_news() is None


def test_an_expired_bar_does_not_keep_the_editor_from_saving(admin_client: Client) -> None:
    article = builders.published_article()
    set_bar(hours=0.01)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert TEXT not in admin_client.get(EDITOR_URL).content.decode()
        data = form_data(admin_client, lead=[article.pk])
        assert admin_client.post(EDITOR_URL, data).status_code == 302
    assert get_breaking_news() is None


def test_html_in_the_text_is_escaped(client: Client) -> None:
    set_breaking_news(
        text="<script>alert(1)</script>",
        article=None,
        expires_at=timezone.now() + timedelta(hours=1),
        by=None,
    )
    assert "<script>alert" not in client.get("/").content.decode()


def test_the_bar_costs_no_query(client: Client) -> None:
    builders.published_article()
    set_bar(builders.published_article())
    with CaptureQueriesContext(connection) as with_bar:
        client.get("/about/")
    clear_breaking_news()
    with CaptureQueriesContext(connection) as without:
        client.get("/about/")
    assert len(with_bar) == len(without)
