"""The page that shows an invitation's link once, in Chromium."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_link_is_copied_by_a_button_and_gone_afterwards(
    browser_page: Any, sign_in: Any, width: int
) -> None:
    colleague = builders.role_user(roles.REPORTER, "somchai")
    page = browser_page(width=width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, builders.role_user(roles.ADMINISTRATOR, "wilai"))
    page.goto(f"/admin/accounts/user/{colleague.pk}/access/")
    assert page.locator("#link").count() == 0
    page.get_by_role("button", name="ขอลิงก์ตั้งรหัสผ่าน").click()
    link = page.locator("#link").inner_text()
    page.get_by_role("button", name="คัดลอกลิงก์").click()
    expect(page.locator(".account-copy [role=status]")).to_have_text("คัดลอกแล้ว")
    assert page.evaluate("navigator.clipboard.readText()") == link
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(urlsplit(link).path)
    assert page.locator("#id_new_password1").is_visible()
    page.goto(f"/admin/accounts/user/{colleague.pk}/access/")
    assert page.locator("#link").count() == 0
