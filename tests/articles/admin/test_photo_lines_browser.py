"""The lines under a photo of the body, while the library's answer is slow to come."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.articles.models import Article
from newsroom.images.models import Photo
from tests import builders
from tests.browser_input import save_and_leave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DELAY = 1.0


def test_what_is_typed_before_the_library_answers_is_kept(browser_page: Any, sign_in: Any) -> None:
    """On a slow network credit and alternative text are typed before the photo's own are known."""
    photo = builders.photo()
    Photo.objects.filter(pk=photo.pk).update(alt="", credit="")
    article = builders.draft_article(
        body=f'<p>ก่อน</p><figure><img data-file="{photo.pk}" alt=""></figure>'
    )
    page = browser_page()
    sign_in(page, builders.admin_user())

    def answer_late(route: Any) -> None:
        if route.request.method == "GET":
            time.sleep(DELAY)
        route.continue_()

    page.route("**/texts/**", answer_late)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.fill(".photo-line-credit", "สมหญิง ถ่าย")
    page.fill(".photo-line-alt", "เรือจอดที่ท่า")
    page.press(".photo-line-alt", "Enter")
    expect(page.locator(".photo-lines-says")).to_have_text("เก็บแล้ว")
    expect(page.locator(".photo-line-credit")).to_have_value("สมหญิง ถ่าย")
    save_and_leave(page)
    photo.refresh_from_db()
    assert (photo.credit, photo.alt) == ("สมหญิง ถ่าย", "เรือจอดที่ท่า")
    assert 'alt="เรือจอดที่ท่า"' in Article.objects.get().body
