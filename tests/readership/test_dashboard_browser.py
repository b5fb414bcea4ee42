"""The dashboard in Chromium: axe finds nothing, full or empty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsroom.readership.models import DailyReaders
from tests import axe, builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("is_full", [True, False], ids=["full", "empty"])
def test_axe_finds_nothing_on_the_dashboard(browser_page: Any, sign_in: Any, is_full: bool) -> None:
    user = builders.admin_user()
    if is_full:
        today = timezone.localdate()
        for days_ago in range(30):
            DailyReaders.objects.create(
                day=today - timedelta(days=days_ago), readers=days_ago * 37 % 400
            )
        article = builders.published_article()
        builders.add_visits(article, readers=40)
        builders.review_article(created_by=user)
        builders.draft_article(created_by=user)
        builders.scheduled_article()
        builders.visible_comment(article)
        builders.pending_comment(article)
    for width in (360, 1280):
        page = browser_page(width=width)
        sign_in(page, user)
        page.goto("/admin/")
        for summary in page.locator(".board-card summary").all():
            summary.click()
        axe.assert_good(page, f"at {width}")
        assert page.locator("svg[role=img]").count() == (2 if is_full else 0)
