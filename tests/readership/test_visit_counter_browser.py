"""The visit counter's script in Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.readership.models import HourlyArticleReaders
from tests import builders
from tests.readership.beacons import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def read(
    chromium: Any, url: str, *, user_agent: str = DESKTOP, seconds: int = 7, hide: bool = False
) -> list[str]:
    """Open a page, let time pass, and return the URLs that were posted to; no cookie may be set."""
    context = chromium.new_context(user_agent=user_agent)
    page = context.new_page()
    page.clock.install()
    posted: list[str] = []
    page.on(
        "request", lambda request: posted.append(request.url) if request.method == "POST" else None
    )
    page.goto(url)
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


def reader_count() -> int:
    return sum(HourlyArticleReaders.objects.values_list("readers", flat=True))


def test_an_article_visible_for_some_seconds_is_counted_once(
    chromium: Any, live_server: Any
) -> None:
    article = builders.published_article()
    url = live_server.url + article.get_absolute_url()
    assert read(chromium, url) == [f"{live_server.url}/read/{article.pk}/"]
    assert reader_count() == 1
    read(chromium, url)
    assert reader_count() == 1


def test_a_short_look_a_hidden_page_and_a_robot_are_not_counted(
    chromium: Any, live_server: Any
) -> None:
    article = builders.published_article()
    url = live_server.url + article.get_absolute_url()
    assert read(chromium, url, seconds=3) == []
    assert read(chromium, url, hide=True, seconds=60) == []
    assert len(read(chromium, url, user_agent="Mozilla/5.0 HeadlessChrome/142.0")) == 1
    assert reader_count() == 0


def test_only_articles_report_visits(chromium: Any, live_server: Any) -> None:
    builders.published_article()
    for url in ("/", "/section/local/", "/news/99999/"):
        assert read(chromium, live_server.url + url) == []
