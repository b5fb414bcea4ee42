"""`a<b>c` typed under a photo in the editor, saved, opened again and saved again, stays as typed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.articles.models import Article
from newsroom.articles.workflow import transitions
from newsroom.images.models import Photo
from tests import builders
from tests.attacks.test_alt_text import ALT, alt_texts
from tests.browser_input import choose_photos, move_caret_to_end, save_and_leave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"


def test_an_alt_text_goes_through_the_editor_again_and_again(
    browser_page: Any, sign_in: Any
) -> None:
    editor = builders.admin_user()
    photo = builders.photo()
    Photo.objects.filter(pk=photo.pk).update(alt="")
    article = builders.draft_article(body="<p>ก่อน</p>")
    page = browser_page()
    sign_in(page, editor)
    url = f"/admin/articles/article/{article.pk}/change/"
    page.goto(url)
    move_caret_to_end(page, BODY)
    page.click('.prose-menubar [aria-label="ภาพ"]')
    choose_photos(page, 0)
    with page.expect_response("**/texts/"):
        page.fill(".photo-line-alt", ALT)
        page.press(".photo-line-alt", "Enter")
    save_and_leave(page)
    photo.refresh_from_db()
    assert photo.alt == ALT
    for _ in range(2):
        article = Article.objects.get()
        assert alt_texts(article.body) == [ALT]
        page.goto(url)
        expect(page.locator(".photo-line-alt")).to_have_value(ALT)
        assert page.locator(f"{BODY} figure img").get_attribute("alt") == ALT
        move_caret_to_end(page, BODY)
        page.keyboard.insert_text(" ต่อ")
        save_and_leave(page)
    # What another writer gets of it: chosen from the library for another story.
    other = builders.draft_article(body="<p>ก่อน</p>")
    page.goto(f"/admin/articles/article/{other.pk}/change/")
    move_caret_to_end(page, BODY)
    page.click('.prose-menubar [aria-label="ภาพ"]')
    choose_photos(page, 0)
    expect(page.locator(".photo-line-alt")).to_have_value(ALT)
    save_and_leave(page)
    other.refresh_from_db()
    assert alt_texts(other.body) == [ALT]
    transitions.publish(other, by=editor)
    page.goto(other.get_absolute_url())
    assert page.locator(".article-body figure img").get_attribute("alt") == ALT
