"""The bar of breaking news over every public page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.site.frontdesk import breaking, clear_breaking, set_breaking
from tests import builders
from tests.site.test_front_desk import DESK, form, in_hours
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db
TEXT = "น้ำป่าไหลหลาก ปิดถนนสาย 4 ทั้งสองฝั่ง"


def show(article: Article | None = None, hours: float = 1) -> None:
    end = timezone.now() + timedelta(hours=hours)
    set_breaking(text=TEXT, article=article, expires_at=end, by=None)


def is_shown(client: Client, address: str = "/") -> bool:
    page = client.get(address).content.decode().replace("\u00a0", " ")
    return 'class="breaking"' in page and TEXT in page


def test_it_stands_on_every_public_page_until_its_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = builders.published_article()
    gone = builders.withdrawn_article()
    show()
    addresses = [
        "/", story.get_absolute_url(), "/section/local/", "/tag/ชายหาด/", "/author/phaithun/", "/archive/",
        "/search/?q=ข่าว", "/about/", "/contact/", "/privacy/", "/corrections/", "/news/99999/",
        gone.get_absolute_url(), f"{story.get_absolute_url()}comments/thanks/",
    ]  # fmt: skip
    assert [one for one in addresses if not is_shown(client, one)] == []
    end = breaking().expires_at  # type: ignore[union-attr]
    monkeypatch.setattr("django.utils.timezone.now", lambda: end - timedelta(seconds=1))
    assert is_shown(client)
    monkeypatch.setattr("django.utils.timezone.now", lambda: end)
    assert [one for one in addresses if is_shown(client, one)] == []


@pytest.mark.parametrize("state", STATES)
def test_with_a_story_it_shows_only_while_readers_may_see_the_story(
    client: Client, state: str
) -> None:
    story = STATES[state]()
    show(story)
    assert is_shown(client) == (state == "published")
    assert (f'href="/news/{story.pk}/"' in client.get("/about/").content.decode()) == (
        state == "published"
    )


def test_it_goes_and_comes_back_with_its_story(client: Client) -> None:
    story = builders.published_article()
    show(story)
    builders.take_back(story)
    assert not is_shown(client)
    builders.put_back(story)
    assert is_shown(client)
    story.delete()
    assert not is_shown(client)


def test_an_editor_sets_changes_and_clears_it(admin_client: Client, client: Client) -> None:
    story = builders.published_article()
    answer = admin_client.post(
        DESK, form(admin_client, text=TEXT, until=in_hours(2), story=story.pk)
    )
    assert answer.status_code == 302
    assert is_shown(client)
    bar = breaking()
    assert bar is not None
    assert bar.article == story
    assert TEXT in admin_client.get(DESK).content.decode()
    data = form(admin_client, do="unlink", text=TEXT, until=in_hours(2), story=story.pk)
    assert admin_client.post(DESK, data).context["desk"].story is None
    data = form(admin_client, do=f"breaking:{story.pk}", text=TEXT, until=in_hours(2))
    assert admin_client.post(DESK, data).context["desk"].story == story.pk
    admin_client.post(DESK, form(admin_client))
    assert breaking() is None
    assert not is_shown(client)


@pytest.mark.parametrize(
    ("text", "until", "words"),
    [
        (TEXT, "", "กรุณาใส่เวลาที่ให้แถบข่าวด่วนหายไป"),
        (TEXT, "1/1/2560 09.00", "เวลานี้ผ่านไปแล้ว"),
        (TEXT, "1/1/2596 09.00", "ไม่เกิน 7 วัน"),
        (TEXT, "31/2/2569 09.00", "ไม่มีวันที่ 31"),
        (TEXT, "เย็นนี้", "ไม่เข้าใจ"),
        ("ก" * 141, "soon", "140"),
        ("่", "soon", "อักขระที่มองไม่เห็น"),
    ],
)
def test_bars_that_cannot_be_are_told_in_thai_and_nothing_is_lost(
    admin_client: Client, text: str, until: str, words: str
) -> None:
    story = builders.published_article()
    until = in_hours(2) if until == "soon" else until
    answer = admin_client.post(
        DESK, form(admin_client, text=text, until=until, lead=[story.pk], story=story.pk)
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert f'value="{until}"' in page
    assert answer.context["desk"].picks.lead == [story.pk]
    assert breaking() is None


def test_a_bar_whose_time_is_over_does_not_stand_in_the_way(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = builders.published_article()
    show(hours=0.01)
    now = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    page = admin_client.get(DESK)
    assert TEXT not in page.content.decode()
    assert admin_client.post(DESK, form(admin_client, lead=[story.pk])).status_code == 302
    assert breaking() is None


def test_script_in_it_is_harmless(client: Client) -> None:
    set_breaking(
        text="<script>alert(1)</script>",
        article=None,
        expires_at=timezone.now() + timedelta(hours=1),
        by=None,
    )
    assert "<script>alert" not in client.get("/").content.decode()


def test_it_costs_no_query(client: Client) -> None:
    builders.published_article()
    show(builders.published_article())
    with CaptureQueriesContext(connection) as with_bar:
        client.get("/about/")
    clear_breaking()
    with CaptureQueriesContext(connection) as without:
        client.get("/about/")
    assert len(with_bar) == len(without)
