"""«ข่าวใกล้บ้าน» in Chromium: chosen on a place's page, shown on the front page, forgotten again."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.articles.models import Article
from tests import builders
from tests.browser_input import save_and_leave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_chosen_place_is_on_the_front_page_of_this_browser_only(browser_page: Any) -> None:
    builders.published_article(headline="ฝนตกที่อ่าวลึก", place=8105)
    builders.published_article(headline="ประชุมสภา")
    page = browser_page()
    page.goto("/")
    expect(page.locator(".near-home")).to_be_hidden()
    page.goto("/place/81/")
    button = page.get_by_role("button", name="ตั้งเป็นข่าวใกล้บ้าน")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto("/")
    expect(page.get_by_role("link", name="ข่าวใกล้บ้าน: จังหวัดกระบี่")).to_be_visible()
    assert page.locator(".near-home li").all_inner_texts() == ["ฝนตกที่อ่าวลึก"]
    assert page.context.cookies() == []
    other = browser_page()
    other.goto("/")
    expect(other.locator(".near-home")).to_be_hidden()
    page.goto("/place/81/")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    page.goto("/")
    expect(page.locator(".near-home")).to_be_hidden()


@pytest.mark.parametrize("stored", ["{", '{"url":"//evil.example/","latest":"//evil.example/","label":"x"}',
                                    '{"url":"/place/99/","latest":"/place/99/latest/","label":"x"}', "7"])  # fmt: skip
def test_what_is_stored_wrongly_shows_nothing(browser_page: Any, stored: str) -> None:
    builders.published_article()
    page = browser_page()
    page.goto("/")
    page.evaluate("text => localStorage.setItem('near-home', text)", stored)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".near-home")).to_be_hidden()
    assert not [url for url in requested if "evil" in url]
    page.problems.clear()  # of the place without articles: 404


def test_a_place_is_typed_suggested_proposed_and_refused(browser_page: Any, sign_in: Any) -> None:
    article = builders.draft_article(body="<p>ที่ อ.อ่าวลึก จ.กระบี่ วันนี้</p>")
    page = browser_page()
    sign_in(page, builders.admin_user())
    url = f"/admin/articles/article/{article.pk}/change/"
    page.goto(url)
    field = page.locator("[name=place]")
    field.fill("ต.บ้านนา")
    page.keyboard.press("Escape")
    page.click("[name=_continue]")
    expect(page.get_by_text("มีหลายแห่งที่ตรงกับ «ต.บ้านนา»")).to_be_visible()
    page.problems.clear()  # 422: refused
    field.fill("")
    field.press_sequentially("อ่าวลึกใ")
    option = page.get_by_role("option", name="ตำบลอ่าวลึกใต้ อำเภออ่าวลึก จังหวัดกระบี่")
    option.click()
    expect(field).to_have_value("ตำบลอ่าวลึกใต้ อำเภออ่าวลึก จังหวัดกระบี่")
    save_and_leave(page)
    assert Article.objects.get().place == 810501
    page.goto(url)
    expect(field).to_have_value("ตำบลอ่าวลึกใต้ อำเภออ่าวลึก จังหวัดกระบี่")
