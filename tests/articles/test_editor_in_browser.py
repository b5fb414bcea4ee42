"""The story's editor in Chromium: photos dropped and pasted, galleries, videos, suggested tags."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.articles.models import Article
from newsroom.images.models import Photo
from tests import builders
from tests.hands import drop, paste

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.fixture
def editor(browser_page: Any, sign_in: Any) -> Any:
    """The form of a draft, in which the cursor stands behind the first paragraph."""
    article = builders.draft_article(body="<p>ก่อน</p>", authors=[])
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(BODY).click()
    page.keyboard.press("Control+End")
    return page


def saved(page: Any) -> str:
    page.click("[name=_save]")
    page.wait_for_url("**/admin/articles/article/")
    return Article.objects.get().body


def test_a_pasted_picture_goes_to_the_library_and_into_the_text(editor: Any) -> None:
    paste(editor, BODY, {"image.png": builders.jpeg_bytes(300, 200)})
    editor.locator(f"{BODY} figure img").wait_for()
    editor.locator(f"{BODY} figcaption").click()
    editor.keyboard.insert_text("ริมท่า")
    body = saved(editor)
    photo = Photo.objects.get()
    assert body == (
        f'<p>ก่อน</p><figure><img alt="" data-file="{photo.pk}"><figcaption>ริมท่า</figcaption></figure>'
    )
    assert photo.alt == "", "a file name is no description"


def test_several_dropped_photos_are_a_gallery_and_the_text_waits_for_nobody(editor: Any) -> None:
    files = {f"{one}.jpg": builders.jpeg_bytes(300, 200, one * 9) for one in range(3)}
    assert drop(editor, f"{BODY} p", files) == 3
    editor.keyboard.insert_text("ระหว่างรอ")
    editor.locator(f"{BODY} figure[data-gallery] figure").nth(2).wait_for()
    body = saved(editor)
    assert body.startswith('<p>ก่อนระหว่างรอ</p><figure data-gallery=""><figure><img ')
    assert body.count("data-file=") == 3
    assert Article.objects.get().photo_uses.filter(place="gallery").count() == 3


def test_text_copied_from_word_is_text_though_a_picture_comes_along(editor: Any) -> None:
    editor.keyboard.press("Enter")
    paste(editor, BODY, {"image.png": builders.jpeg_bytes(300, 200)}, html="<p>จาก<b>เวิร์ด</b></p>")
    assert saved(editor) == "<p>ก่อน</p><p>จาก<strong>เวิร์ด</strong></p>"
    assert not Photo.objects.exists()


def test_a_bad_file_dropped_on_the_text_is_told_and_changes_nothing(editor: Any) -> None:
    drop(editor, f"{BODY} p", {"เสีย.jpg": b"no picture"})
    editor.locator(".prose-editor .upload-refused").wait_for()
    assert "ไม่ใช่ภาพที่ใช้ได้" in editor.locator(".upload-refused").inner_text()
    editor.problems.clear()
    assert saved(editor) == "<p>ก่อน</p>"


def test_a_gallery_is_put_together_in_the_library_across_searches(
    browser_page: Any, sign_in: Any, client: Any
) -> None:
    first = builders.photo(shade=1, caption="ตลาดเช้า", alt="แผงผัก")
    second = builders.photo(shade=2, caption="งานวัด", alt="ชิงช้า")
    article = builders.published_article(body="<p>ก่อน</p>", authors=[])
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(BODY).click()
    with page.expect_popup() as popup:
        page.click('button[aria-label="ชุดภาพ"]')
    picker = popup.value
    picker.wait_for_load_state()
    picker.click(f'[data-choose][data-id="{second.pk}"]')
    assert picker.locator("[data-basket-says]").inner_text() == "เลือกแล้ว 1 ภาพ"
    assert picker.locator("[data-basket-done]").is_disabled(), "one photo is no gallery"
    picker.fill("#q", "ตลาด")
    with picker.expect_navigation():
        picker.click("[value=ค้นหา]")
    picker.click(f'[data-choose][data-id="{first.pk}"]')
    assert picker.locator("[data-basket-says]").inner_text() == "เลือกแล้ว 2 ภาพ"
    picker.click("[data-basket-done]")
    page.locator(f"{BODY} figure[data-gallery] figcaption").first.click()
    page.keyboard.press("End")
    page.keyboard.insert_text(" คืนแรก")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/articles/article/")
    article.refresh_from_db()
    assert [use.photo for use in article.photo_uses.order_by("photo_id")] == [first, second]
    for width in (360, 1280):
        reader = browser_page(width=width, script=False)
        reader.goto(article.get_absolute_url())
        shown = reader.locator(".gallery figure")
        assert shown.nth(0).locator("figcaption").inner_text().split() == [
            "1/2", "งานวัด", "คืนแรก", "ภาพ:", "สุนิสา", "ชูช่วย",
        ]  # fmt: skip
        assert shown.nth(1).locator("img").get_attribute("alt") == "แผงผัก"
        boxes = [shown.nth(place).bounding_box() for place in (0, 1)]
        assert boxes[0]["y"] == boxes[1]["y"]
        assert boxes[0]["x"] < boxes[1]["x"]
        # On a phone the second picture looks in from the side; the page itself never scrolls.
        assert (boxes[1]["x"] + boxes[1]["width"] > width) == (width == 360)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_a_video_is_put_in_by_its_address_and_a_wrong_one_is_told(editor: Any) -> None:
    editor.click('button[aria-label="วิดีโอ"]')
    editor.fill("dialog [name=address]", "https://vimeo.com/1")
    editor.click("dialog [type=submit]")
    problem = editor.locator("dialog .prose-editor-help", has_text="ไม่ใช่ที่อยู่ของวิดีโอที่ใส่ได้")
    problem.wait_for()
    assert editor.input_value("dialog [name=address]") == "https://vimeo.com/1"
    editor.fill("dialog [name=address]", "https://youtu.be/dQw4w9WgXcQ?si=abc")
    editor.fill("dialog [name=title]", "คลิปปล่อยเต่า")
    editor.click("dialog [type=submit]")
    editor.locator(f"{BODY} figure[data-embed]").wait_for()
    assert saved(editor) == (
        f'<p>ก่อน</p><figure data-embed="{WATCH}"><figcaption>คลิปปล่อยเต่า</figcaption></figure>'
    )


def test_an_address_pasted_on_a_line_of_its_own_is_the_video(editor: Any) -> None:
    paste(editor, BODY, plain=WATCH)  # behind words it is only an address
    editor.keyboard.press("Enter")
    paste(editor, BODY, plain="https://www.facebook.com/watch/?v=1234567890")
    editor.locator(f"{BODY} figure[data-embed]").wait_for()
    body = saved(editor)
    assert body.count("data-embed=") == 1
    assert '<figure data-embed="https://www.facebook.com/watch/?v=1234567890"></figure>' in body


def test_nothing_comes_from_elsewhere_before_the_reader_asks_for_a_video(
    browser_page: Any, live_server: Any
) -> None:
    video = f'<figure data-embed="{WATCH}"><figcaption>คลิปปล่อยเต่า</figcaption></figure>'
    article = builders.published_article(body=video)
    plain = browser_page(script=False)
    plain.goto(article.get_absolute_url())
    assert plain.locator(".video-open").get_attribute("href") == WATCH
    page = browser_page(width=360)
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(live_server.url) else elsewhere.append(request.url)
        ),
    )
    page.route(
        "https://www.youtube-nocookie.com/**",
        lambda route: route.fulfill(body="<title>player</title>", content_type="text/html"),
    )
    page.goto(article.get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert elsewhere == []
    page.focus(".video-open")
    page.keyboard.press("Enter")
    player = page.locator("iframe.video-player")
    player.wait_for()
    assert player.get_attribute("title") == "ดูวิดีโอ: คลิปปล่อยเต่า"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.wait_for_load_state("networkidle")
    assert elsewhere == [player.get_attribute("src")]
    assert elsewhere[0].startswith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?")


def test_tags_that_exist_are_suggested_for_the_one_being_typed(
    browser_page: Any, sign_in: Any
) -> None:
    for _ in range(2):
        builders.published_article(tags=["น้ำท่วม"])
    builders.published_article(tags=["น้ำประปา"])
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto("/admin/articles/article/add/")
    page.fill("#id_tags", "กระบี่, ")
    page.locator("#id_tags").press("End")
    page.keyboard.insert_text("น้ำ")
    options = page.locator(".tag-suggest [role=option]")
    options.first.wait_for()
    assert [option.split("\n")[0] for option in options.all_inner_texts()] == ["น้ำท่วม", "น้ำประปา"]
    assert "2 ข่าว" in options.first.inner_text()
    field = page.get_by_role("combobox", name="ป้ายกำกับ")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    assert page.input_value("#id_tags") == "กระบี่, น้ำท่วม, "
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.insert_text("น้ำ")
    options.first.wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".tag-suggest [role=listbox]").is_visible()
    page.keyboard.press("ArrowDown")
    assert page.input_value("#id_tags") == "กระบี่, น้ำท่วม, น้ำ"
