"""The focal point and the crops around it in Chromium: in the photo's form and in the story's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.images.models import Photo
from newsroom.images.shapes import CARD, Shape, sizes_of
from tests import axe, builders
from tests.images.pictures import add_picture, encoded, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PORTRAIT = Shape("portrait", (480,), ratio=4 / 5)
DIALOG = ".crop-dialog"
# The part of the photo that a preview shows, as fractions: left, top, width, height.
SHOWN = """(frame) => {
  const [box, img] = [frame, frame.firstChild].map((one) => one.getBoundingClientRect());
  return [(box.left - img.left) / img.width, (box.top - img.top) / img.height,
    box.width / img.width, box.height / img.height];
}"""


def wide_photo(**fields: Any) -> Photo:
    return add_picture(encoded(picture(1800, 600), "JPEG"), credit="สุนิสา", **fields)


def photo_url(photo: Photo) -> str:
    return f"/admin/images/photo/{photo.pk}/change/"


def article_url(photo: Photo) -> str:
    article = builders.published_article(lead_photo=photo)
    return f"/admin/articles/article/{article.pk}/change/"


def shown(page: Any, ratio: str) -> list[float]:
    return page.locator(f'[data-ratio="{ratio}"]').evaluate(SHOWN)


def stored(photo: Photo, shape: Shape, focal: tuple[int, int]) -> list[float]:
    """The part of the photo in the files of a shape."""
    left, top, right, bottom = next(sizes_of((photo.width, photo.height), shape, focal)).box
    return [
        left / photo.width,
        top / photo.height,
        (right - left) / photo.width,
        (bottom - top) / photo.height,
    ]


def test_previews_follow_the_focal_point_without_a_request(browser_page: Any, sign_in: Any) -> None:
    photo = wide_photo()
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(photo_url(photo))
    expect(page.locator(".crop")).to_have_count(4)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    box = page.locator(".focal-point img").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.6, steps=4)
    page.mouse.up()
    point = page.locator(".focal-point")
    expect(point).to_have_attribute("aria-valuetext", "แนวนอน 30% แนวตั้ง 60%")
    assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("30", "60")
    page.keyboard.press("ArrowLeft")
    expect(point).to_have_attribute("aria-valuetext", "แนวนอน 28% แนวตั้ง 60%")
    for ratio, shape in (("3:2", CARD), ("4:5", PORTRAIT)):
        assert shown(page, ratio) == pytest.approx(stored(photo, shape, (28, 60)), abs=0.01)
    page.fill("#id_focal_x", "100")
    expect(point).to_have_attribute("aria-valuetext", "แนวนอน 100% แนวตั้ง 60%")
    assert shown(page, "3:2") == pytest.approx(stored(photo, CARD, (100, 60)), abs=0.01)
    assert requests == []


def test_the_site_crops_a_card_again_where_the_preview_says(
    browser_page: Any, sign_in: Any
) -> None:
    """A row of stories on a phone shows a square of the card's 3:2."""
    photo = wide_photo(focal=(4, 50))
    builders.published_article(lead_photo=builders.photo(), headline="ข่าวนำ")
    article = builders.published_article(lead_photo=photo)
    editor = browser_page()
    sign_in(editor, builders.admin_user())
    editor.goto(photo_url(photo))
    expect(editor.locator(".crop")).to_have_count(4)
    reader = browser_page(width=390)
    reader.goto(f"/section/{article.section.slug}/")
    image = reader.locator(f'[data-article-id="{article.pk}"] img')
    position, ratio = image.evaluate(
        "(img) => [getComputedStyle(img).objectPosition, img.clientWidth / img.clientHeight]"
    )
    assert ratio == pytest.approx(1, abs=0.02)
    across = float(re.match(r"([\d.]+)%", position)[1]) / 100
    left, _top, width, _height = stored(photo, CARD, (4, 50))
    # The square is as high as the card; what is left of its width is divided by the position.
    expected = left + across * (width - width / 1.5)
    assert shown(editor, "1:1")[0] == pytest.approx(expected, abs=0.01)
    assert across == pytest.approx(0.1), "not the middle"


@pytest.mark.parametrize("dark", [False, True])
def test_the_lead_photo_is_cropped_in_the_story_form(
    browser_page: Any, sign_in: Any, dark: bool
) -> None:
    photo = wide_photo()
    page = browser_page(dark=dark)
    sign_in(page, builders.role_user(roles.EDITOR, "editor"))
    page.goto(article_url(photo))
    page.click("[data-crop]")
    point = page.locator(f"{DIALOG} .focal-point")
    expect(point).to_be_focused()
    expect(page.locator(".crop")).to_have_count(4)
    assert axe.problems(page, "the crop dialog") == []
    before = page.locator(".photo-picker img").get_attribute("src")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.fill(f"{DIALOG} [data-y]", "40")
    expect(point).to_have_attribute("aria-valuetext", "แนวนอน 80% แนวตั้ง 40%")
    page.click(f"{DIALOG} [data-done]")
    expect(page.locator(DIALOG)).to_have_count(0, timeout=30_000)
    expect(page.locator("[data-crop]")).to_be_focused()
    assert page.locator(".photo-picker img").get_attribute("src") != before
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (80, 40)


def test_a_finger_taps_and_drags_the_point(chromium: Any, live_server: Any, sign_in: Any) -> None:
    photo = wide_photo()
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale="th-TH",
        base_url=live_server.url,
    )
    page = context.new_page()
    sign_in(page, builders.admin_user())
    page.goto(article_url(photo))
    page.locator("[data-panel-toggle]").tap()
    page.locator("[data-crop]").tap()
    image = page.locator(f"{DIALOG} .focal-point img")
    box = image.bounding_box()
    image.tap(position={"x": box["width"] * 0.2, "y": box["height"] * 0.5})
    point = page.locator(f"{DIALOG} .focal-point")
    expect(point).to_have_attribute("aria-valuetext", "แนวนอน 20% แนวตั้ง 50%")
    touch = context.new_cdp_session(page)
    for kind, across in (("touchStart", 0.2), ("touchMove", 0.5), ("touchMove", 0.7)):
        at = {"x": box["x"] + box["width"] * across, "y": box["y"] + box["height"] * 0.5}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(point).to_have_attribute("aria-valuetext", "แนวนอน 70% แนวตั้ง 50%")
    mark = page.locator(".focal-mark").bounding_box()
    assert min(mark["width"], mark["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click(f"{DIALOG} [data-done]")
    expect(page.locator(DIALOG)).to_have_count(0, timeout=30_000)
    photo.refresh_from_db()
    assert photo.focal_x == 70
    context.close()


def test_without_a_network_the_point_is_kept_in_the_dialog(browser_page: Any, sign_in: Any) -> None:
    photo = wide_photo()
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(article_url(photo))
    page.click("[data-crop]")
    page.locator(".crop-frame img").first.wait_for()
    page.context.set_offline(True)
    page.keyboard.press("Shift+ArrowLeft")
    page.click(f"{DIALOG} [data-done]")
    expect(page.locator(f"{DIALOG} [role=status]")).to_contain_text("ยังไม่ได้เก็บ")
    page.context.set_offline(False)
    page.click(f"{DIALOG} [data-done]")
    expect(page.locator(DIALOG)).to_have_count(0, timeout=30_000)
    photo.refresh_from_db()
    assert photo.focal_x == 40
    page.problems.clear()


def test_the_portrait_for_posts_is_downloaded(browser_page: Any, sign_in: Any) -> None:
    photo = wide_photo(focal=(0, 50))
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(photo_url(photo))
    with page.expect_download() as download:
        page.click(".crop-download")
    assert download.value.suggested_filename.endswith("-4x5.jpg")
    width, height = Image.open(download.value.path()).size
    assert width / height == pytest.approx(4 / 5, abs=0.01)
