"""The reading script and the dashboard in Chromium."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsroom.readership import counting
from newsroom.readership.models import DayReaders, StoryReaders
from tests import axe, builders
from tests.readership.test_counting import DESK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _forget_the_days_key() -> None:
    counting._secret.cache_clear()


def read(
    chromium: Any, address: str, *, agent: str = DESK, seconds: int = 7, hide: bool = False
) -> list[str]:
    """Opens a story, lets time pass, and returns what was posted; the context's cookies stay none."""
    context = chromium.new_context(user_agent=agent)
    page = context.new_page()
    page.clock.install()
    posted: list[str] = []
    page.on("request", lambda one: posted.append(one.url) if one.method == "POST" else None)
    page.goto(address)
    if hide:
        page.evaluate(
            """Object.defineProperty(document, "visibilityState", { value: "hidden" });
               document.dispatchEvent(new Event("visibilitychange"))"""
        )
    page.clock.run_for(seconds * 1000)
    page.wait_for_timeout(400)
    assert context.cookies() == []
    context.close()
    return posted


def readers() -> int:
    return sum(StoryReaders.objects.values_list("readers", flat=True))


def test_a_story_in_sight_for_a_while_is_counted_once(chromium: Any, live_server: Any) -> None:
    story = builders.published_article()
    address = live_server.url + story.get_absolute_url()
    assert read(chromium, address) == [f"{live_server.url}/read/{story.pk}/"]
    assert readers() == 1
    read(chromium, address)
    assert readers() == 1


def test_a_glance_a_hidden_page_and_a_robot_are_no_readers(chromium: Any, live_server: Any) -> None:
    story = builders.published_article()
    address = live_server.url + story.get_absolute_url()
    assert read(chromium, address, seconds=3) == []
    assert read(chromium, address, hide=True, seconds=60) == []
    assert len(read(chromium, address, agent="Mozilla/5.0 HeadlessChrome/142.0")) == 1
    assert readers() == 0


def test_no_other_page_says_that_it_was_read(chromium: Any, live_server: Any) -> None:
    builders.published_article()
    for address in ("/", "/section/local/", "/news/99999/"):
        assert read(chromium, live_server.url + address) == []


@pytest.mark.parametrize("is_full", [True, False], ids=["full", "empty"])
def test_axe_finds_nothing_on_the_dashboard(browser_page: Any, sign_in: Any, is_full: bool) -> None:
    user = builders.admin_user()
    if is_full:
        today = timezone.localdate()
        for back in range(30):
            DayReaders.objects.create(day=today - timedelta(days=back), readers=back * 37 % 400)
        story = builders.published_article()
        builders.read_by(story, readers=40)
        builders.review_article(created_by=user)
        builders.draft_article(created_by=user)
        builders.scheduled_article()
        builders.visible_comment(story)
        builders.pending_comment(story)
    for width in (360, 1280):
        page = browser_page(width=width)
        sign_in(page, user)
        page.goto("/admin/")
        for summary in page.locator(".board-card summary").all():
            summary.click()
        axe.assert_good(page, f"at {width}")
        assert page.locator("svg[role=img]").count() == (2 if is_full else 0)
