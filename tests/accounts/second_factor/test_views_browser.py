"""A second factor in Chromium: enrolled, used to sign in, and a recovery code in its place."""

from __future__ import annotations

import time
from base64 import b32decode
from typing import Any

import pytest
from django_otp.oath import totp

from newsroom.accounts.models import User
from tests import axe, builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def submit(page: Any) -> None:
    with page.expect_navigation():
        page.click("#content [type=submit]")


def give_password(page: Any, user: User) -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", builders.PASSWORD)
    submit(page)


def sign_out(page: Any) -> None:
    with page.expect_navigation():
        if page.locator("#logout-form").is_visible():
            page.click("#logout-form button")
        else:  # on a phone
            page.click(".rail-more summary")
            page.click(".rail-account button")


@pytest.mark.parametrize("width", [390, 1280])
def test_an_app_is_enrolled_and_signs_in(browser_page: Any, width: int) -> None:
    user, page = builders.admin_user(), browser_page(width=width)
    give_password(page, user)
    page.goto("/admin/account/")
    axe.assert_good(page, "account")
    with page.expect_navigation():
        page.click("text=เปิดการยืนยันสองขั้น")
    picture = page.locator(".account-qr")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    axe.assert_good(page, "enrolment")
    page.click("#content summary")
    key = b32decode(page.inner_text(".account-key").replace(" ", ""))
    page.fill("#id_code", f"{totp(key):06d}")
    page.fill("#id_password", builders.PASSWORD)
    submit(page)
    recovery_codes = page.locator(".account-codes code").all_inner_texts()
    assert len(recovery_codes) == 10
    axe.assert_good(page, "recovery codes")

    sign_out(page)
    give_password(page, user)
    assert page.url.endswith("/admin/login/code/")
    axe.assert_good(page, "second factor")
    page.goto("/admin/")
    assert "/admin/login/" in page.url, "the password alone signs nobody in"
    give_password(page, user)
    page.fill("#id_code", "000000")
    submit(page)
    assert "รหัสไม่ถูกต้อง" in page.inner_text("body")
    # The code that enrolled is used up, and a wrong one makes the next wait.
    user.totpdevice_set.update(  # type: ignore[attr-defined]
        last_t=int(time.time()) // 30 - 1, throttling_failure_count=0
    )
    page.fill("#id_code", f"{totp(key):06d}")
    submit(page)
    assert page.locator("#logout-form").count() == 1

    sign_out(page)
    give_password(page, user)
    page.fill("#id_code", recovery_codes[0])
    submit(page)
    assert page.locator("#logout-form").count() == 1
    sign_out(page)
    give_password(page, user)
    page.fill("#id_code", recovery_codes[0])
    submit(page)
    assert "รหัสไม่ถูกต้อง" in page.inner_text("body"), "a recovery code works once"
