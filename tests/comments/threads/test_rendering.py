"""The form, the links to reply and the times on an article's page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from newsroom.comments.forms import CommentForm
from newsroom.comments.threads.rendering import day_and_time
from tests import builders

pytestmark = pytest.mark.django_db
MOMENT = datetime(2016, 8, 6, 2, 5, tzinfo=UTC)


def test_the_cached_form_and_the_reply_links_are_those_of_the_article(client: Client) -> None:
    first, second = builders.published_article(), builders.published_article()
    comment = builders.visible_comment(second)
    with builders.page_cache_enabled():
        client.get(first.get_absolute_url())
        page = client.get(second.get_absolute_url()).content.decode()
    assert f'action="/news/{second.pk}/comments/"' in page
    assert f'href="/news/{second.pk}/comments/reply/{comment.pk}/"' in page
    timestamp = page.partition('name="timestamp" value="')[2].partition('"')[0]
    form = CommentForm({"name": "ก", "body": "ข", "timestamp": timestamp}, article=second)
    assert form.errors == {"timestamp": ["ส่งเร็วเกินไป กรุณารอสักครู่แล้วกดส่งอีกครั้ง"]}


def test_a_recent_day_is_named_as_seen_from_bangkok() -> None:
    for hours, text in {
        3: "วันนี้ 09.05 น.",
        15: "เมื่อวาน 09.05 น.",
        38: "เมื่อวาน 09.05 น.",
        39: "6 ส.ค. 2559 09.05 น.",
        -24: "6 ส.ค. 2559 09.05 น.",
    }.items():
        assert day_and_time(MOMENT, MOMENT + timedelta(hours=hours)) == text, hours
