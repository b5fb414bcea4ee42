"""The body editor in Chromium: dropped and pasted photos, galleries, videos; and suggested tags."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.articles.models import Article
from newsroom.images.models import Photo
from tests import builders
from tests.browser_input import drop, move_caret_to_end, paste, save_and_leave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"
VIDEO_URL = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.fixture
def editor(browser_page: Any, sign_in: Any) -> Any:
    """The form of a draft, with the caret behind its only paragraph."""
    article = builders.draft_article(body="<p>ก่อน</p>", authors=[])
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    move_caret_to_end(page, BODY)
    return page


def save_and_get_body(page: Any) -> str:
    save_and_leave(page)
    return Article.objects.get().body


def test_a_pasted_picture_is_added_to_the_library_and_the_body(editor: Any) -> None:
    paste(editor, BODY, {"image.png": builders.jpeg_bytes(300, 200)})
    editor.locator(f"{BODY} figure img").wait_for()
    editor.locator(f"{BODY} figcaption").click()
    editor.keyboard.insert_text("ริมท่า")
    body = save_and_get_body(editor)
    photo = Photo.objects.get()
    assert body == (
        f'<p>ก่อน</p><figure><img data-file="{photo.pk}" alt=""><figcaption>ริมท่า</figcaption></figure>'
    )
    assert photo.alt == "", "a file name is no alternative text"


def test_several_dropped_photos_become_a_gallery_while_typing_goes_on(editor: Any) -> None:
    files = {f"{index}.jpg": builders.jpeg_bytes(300, 200, index * 9) for index in range(3)}
    assert drop(editor, f"{BODY} p", files) == 3
    editor.keyboard.insert_text("ระหว่างรอ")
    editor.locator(f"{BODY} figure[data-gallery] figure").nth(2).wait_for()
    body = save_and_get_body(editor)
    assert body.startswith('<p>ก่อนระหว่างรอ</p><figure data-gallery=""><figure><img ')
    assert body.count("data-file=") == 3
    assert Article.objects.get().photo_usages.filter(placement="gallery").count() == 3


def test_text_copied_from_word_is_pasted_without_its_picture(editor: Any) -> None:
    editor.keyboard.press("Enter")
    paste(editor, BODY, {"image.png": builders.jpeg_bytes(300, 200)}, html="<p>จาก<b>เวิร์ด</b></p>")
    assert save_and_get_body(editor) == "<p>ก่อน</p><p>จาก<strong>เวิร์ด</strong></p>"
    assert not Photo.objects.exists()


def test_an_invalid_file_dropped_on_the_body_is_refused(editor: Any) -> None:
    drop(editor, f"{BODY} p", {"เสีย.jpg": b"no picture"})
    editor.locator(".prose-editor .upload-refused").wait_for()
    assert "ไม่ใช่ภาพที่ใช้ได้" in editor.locator(".upload-refused").inner_text()
    editor.problems.clear()
    assert save_and_get_body(editor) == "<p>ก่อน</p>"


def test_a_gallery_is_selected_in_the_library_across_searches(
    browser_page: Any, sign_in: Any, client: Any
) -> None:
    first = builders.photo(shade=1, caption="ตลาดเช้า", alt="แผงผัก")
    second = builders.photo(shade=2, caption="งานวัด", alt="ชิงช้า")
    article = builders.published_article(body="<p>ก่อน</p>", authors=[])
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(BODY).click()
    page.click('.prose-menubar [aria-label="ภาพ"]')
    page.click(f'[data-choose="{second.pk}"]')
    assert page.locator("[data-chosen]").inner_text() == "เลือกแล้ว 1 ภาพ"
    page.fill("#photo-dialog-q", "ตลาด")
    page.locator(f'[data-choose="{second.pk}"]').wait_for(state="detached")
    page.click(f'[data-choose="{first.pk}"]')
    assert page.locator("[data-chosen]").inner_text() == "เลือกแล้ว 2 ภาพ จะเป็นชุดภาพ"
    page.click("[data-done]")
    page.locator(f"{BODY} figure[data-gallery] figcaption").first.click()
    page.keyboard.press("End")
    page.keyboard.insert_text(" คืนแรก")
    save_and_leave(page)
    article.refresh_from_db()
    assert [use.photo for use in article.photo_usages.order_by("photo_id")] == [first, second]
    for width in (360, 1280):
        reader = browser_page(width=width, script=False)
        reader.goto(article.get_absolute_url())
        shown = reader.locator(".gallery figure")
        assert shown.nth(0).locator("figcaption").inner_text().split() == [
            "1/2", "งานวัด", "คืนแรก", "ภาพ:", "สุนิสา", "ชูช่วย",
        ]  # fmt: skip
        assert shown.nth(1).locator("img").get_attribute("alt") == "แผงผัก"
        boxes = [shown.nth(index).bounding_box() for index in (0, 1)]
        assert boxes[0]["y"] == boxes[1]["y"]
        assert boxes[0]["x"] < boxes[1]["x"]
        # On a phone the second picture is cut off at the edge; the page itself does not scroll sideways.
        assert (boxes[1]["x"] + boxes[1]["width"] > width) == (width == 360)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_a_video_is_inserted_by_its_url_and_a_wrong_one_is_refused(editor: Any) -> None:
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
    assert save_and_get_body(editor) == (
        f'<p>ก่อน</p><figure data-embed="{VIDEO_URL}"><figcaption>คลิปปล่อยเต่า</figcaption></figure>'
    )


def test_a_video_url_pasted_into_an_empty_line_becomes_the_video(editor: Any) -> None:
    paste(editor, BODY, plain=VIDEO_URL)  # after other text it stays a URL
    editor.keyboard.press("Enter")
    paste(editor, BODY, plain="https://www.facebook.com/watch/?v=1234567890")
    editor.locator(f"{BODY} figure[data-embed]").wait_for()
    body = save_and_get_body(editor)
    assert body.count("data-embed=") == 1
    assert '<figure data-embed="https://www.facebook.com/watch/?v=1234567890"></figure>' in body


def test_no_third_party_request_is_made_before_the_video_is_opened(
    browser_page: Any, live_server: Any
) -> None:
    video = f'<figure data-embed="{VIDEO_URL}"><figcaption>คลิปปล่อยเต่า</figcaption></figure>'
    article = builders.published_article(body=video)
    plain = browser_page(script=False)
    plain.goto(article.get_absolute_url())
    assert plain.locator(".video-open").get_attribute("href") == VIDEO_URL
    page = browser_page(width=360)
    third_party: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(live_server.url) else third_party.append(request.url)
        ),
    )
    page.route(
        "https://www.youtube-nocookie.com/**",
        lambda route: route.fulfill(body="<title>player</title>", content_type="text/html"),
    )
    page.goto(article.get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert third_party == []
    page.focus(".video-open")
    page.keyboard.press("Enter")
    player = page.locator("iframe.video-player")
    player.wait_for()
    assert player.get_attribute("title") == "ดูวิดีโอ: คลิปปล่อยเต่า"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.wait_for_load_state("networkidle")
    assert third_party == [player.get_attribute("src")]
    assert third_party[0].startswith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?")


def test_existing_tags_are_suggested_while_typing(browser_page: Any, sign_in: Any) -> None:
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
    field = page.get_by_role("combobox", name="แท็ก")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    assert page.input_value("#id_tags") == "กระบี่, น้ำท่วม, "
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.insert_text("น้ำ")
    options.first.wait_for()
    page.keyboard.press("Escape")
    assert not page.get_by_role("listbox", name="แท็กที่มีอยู่").is_visible()
    page.keyboard.press("ArrowDown")
    assert page.input_value("#id_tags") == "กระบี่, น้ำท่วม, น้ำ"
