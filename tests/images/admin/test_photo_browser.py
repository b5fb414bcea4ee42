"""The photo library in Chromium: drag and drop, upload with and without script, focal point."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.images.models import Photo
from tests import builders
from tests.browser_input import drop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/images/photo/"


def photo_files(count: int) -> dict[str, bytes]:
    return {f"ภาพ {index}.jpg": builders.jpeg_bytes(300, 200, index * 9) for index in range(count)}


def test_photos_dropped_on_the_list_are_uploaded_and_a_broken_one_is_reported(
    browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(LIST)
    files = {**photo_files(4), "เสีย.jpg": b"no picture"}
    assert drop(page, "#changelist", files) == 5, "every file has a bar of its own"
    page.locator(".upload-done").wait_for()
    assert page.locator(".upload-done").inner_text().startswith("เก็บในคลังแล้ว 4 จาก 5 ภาพ")
    assert page.locator(".upload-accepted img").count() == 4
    refused = page.locator(".upload-refused")
    assert "เสีย.jpg" in refused.inner_text()
    assert "ไม่ใช่ภาพที่ใช้ได้" in refused.inner_text()
    assert page.locator("progress").count() == 0
    assert Photo.objects.count() == 4
    with page.expect_popup() as popup:
        page.locator(".upload-accepted a").first.click()
    assert "/change/" in popup.value.url
    page.problems.clear()  # the browser notes the response to the broken file


def test_shared_texts_are_saved_with_every_photo(browser_page: Any, sign_in: Any) -> None:
    page = browser_page(width=360)
    sign_in(page, builders.admin_user())
    page.goto(f"{LIST}upload/")
    page.fill("#id_credit", "วิชัย ลมบก")
    page.set_input_files("[data-photo-drop] input[type=file]", [
        {"name": name, "mimeType": "image/jpeg", "buffer": data}
        for name, data in photo_files(3).items()
    ])  # fmt: skip
    page.locator(".upload-done").wait_for()
    assert Photo.objects.filter(credit="วิชัย ลมบก").count() == 3
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360


def test_without_script_several_photos_are_uploaded_by_one_form(
    browser_page: Any, sign_in: Any
) -> None:
    page = browser_page(script=False)
    sign_in(page, builders.admin_user())
    page.goto(f"{LIST}upload/")
    assert not page.locator("[data-photo-drop]").is_visible()
    page.set_input_files("#id_photos", [
        {"name": name, "mimeType": "image/jpeg", "buffer": data}
        for name, data in photo_files(2).items()
    ])  # fmt: skip
    page.click("[value=อัปโหลด]")
    assert page.locator(".upload-accepted").count() == 2
    assert Photo.objects.count() == 2


def test_an_expired_session_is_reported_and_the_page_stays(browser_page: Any, sign_in: Any) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(LIST)
    page.context.clear_cookies()
    drop(page, "#changelist", photo_files(1))
    page.locator(".upload-refused").wait_for()
    assert "เข้าสู่ระบบใหม่" in page.locator(".upload-refused").inner_text()
    assert not Photo.objects.exists()
    page.problems.clear()


def test_the_focal_point_is_set_by_click_and_by_keys(browser_page: Any, sign_in: Any) -> None:
    photo = builders.photo()
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(f"{LIST}{photo.pk}/change/")
    box = page.locator(".focal-point").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("25", "75")
    page.focus(".focal-point")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowUp")
    for _ in range(20):
        page.keyboard.press("Shift+ArrowLeft")
    assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("0", "73")
    page.click("[name=_save]")
    page.wait_for_url(f"**{LIST}")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0, 73)
