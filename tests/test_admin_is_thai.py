"""Every page of the admin, opened in Chromium: Thai text only, no CSP violation, no error."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article, Revision
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.handover import notes
from newsroom.comments.models import Comment
from newsroom.site.models import SiteSettings
from newsroom.transfer.models import Redirect
from tests import builders
from tests.browser_input import choose_photos, drop, move_caret_to_end

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Names that have no Thai form, and test data.
ALLOWED = frozenset(
    """
    html url rss json jpeg jpg heic png webp gif avif http https www com wordpress facebook line twitter
    youtube instagram tiktok email gmail example local editor reporter phaithun id ip utf xml csv somchai control command mac
    google bing indexnow websub naver seznam yandex authenticator aegis chrome linux
    blogger today docx excel odp ods odt opendocument pdf powerpoint pptx word xlsx
    """.split()
)
# All texts of a page. The editor's icons are a font whose glyphs are written as English words;
# robots.txt and commands are for programs.
READ_TEXTS = """() => {
  for (const part of document.querySelectorAll(".material-icons, .robots-txt, code")) part.textContent = "";
  const texts = [document.title, document.body.innerText];
  for (const element of document.querySelectorAll("*"))
    for (const name of ["title", "aria-label", "placeholder", "alt", "data-help"])
      if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
  for (const button of document.querySelectorAll("input[type=submit], input[type=button]"))
    texts.push(button.value);
  return texts;
}"""


def english_words(texts: list[str]) -> set[str]:
    """The Latin words of these texts that are not `ALLOWED`.

    URLs, paths, settings (`EMAIL_URL`) and masked password hashes (`edf3c0***`) do not count.
    """
    words: set[str] = set()
    for text in texts:
        text = re.sub(r"\S+[@/]\S*|\S*\*{2,}|\S+\.(jpg|png|html|com|txt|xml)\b|\w+\*+", " ", text)
        text = re.sub(r"\b[A-Z]+(?:_[A-Z]+)+\b", " ", text)
        words |= {word.lower() for word in re.findall(r"[A-Za-z]{3,}", text)}
    return words - ALLOWED


@pytest.fixture
def newsroom(db: Any) -> Article:
    """One of everything the admin can show; returns a published article."""
    SiteSettings(name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย").save()
    photo = builders.photo()
    builders.photo(shade=7, alt="", credit="", caption="")
    figure = f'<figure><img data-file="{photo.pk}" alt="ท่าเรือ"></figure>'
    builders.published_article(
        body=f'<figure data-gallery="">{figure}{figure}</figure>'
        '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>'
    )
    article = builders.published_article(lead_photo=photo, credits=[("ภาพ", "สุนิสา ชูช่วย")])
    builders.draft_article()
    builders.scheduled_article()
    builders.withdrawn_article()
    parent = builders.visible_comment(article)
    builders.pending_comment(article, parent=parent)
    notes.add_note(article, by=builders.role_user(roles.EDITOR, "editor"), text="ฝากตรวจตัวเลข")
    transitions.withdraw(builders.published_article(), by=builders.admin_user("phaithun"))
    Redirect.objects.create(old_path="/เก่า", new_path=article.get_absolute_url())
    builders.idea(photo_needed=True, due_on=timezone.localdate())
    return article


def page_type(url: str) -> str:
    """Equal for two URLs that show the same page with other data."""
    parts = urlsplit(url)
    query = "&".join(sorted(part.split("=")[0] for part in parts.query.split("&") if part))
    return re.sub(r"/\d+/", "/ID/", parts.path) + "?" + query


def is_combined(url: str) -> bool:
    """Whether a list is filtered in several ways at once; it shows no text that one does not."""
    names = {name for name, _ in parse_qsl(urlsplit(url).query)}
    return len(names - {"_to_field", "_popup"}) > 1


@pytest.mark.slow
def test_every_page_is_thai(newsroom: Article, browser_page: Any, sign_in: Any) -> None:
    page = browser_page()
    page.goto("/admin/")
    assert english_words(page.evaluate(READ_TEXTS)) == set(), "the sign-in page"
    page.fill("#id_username", "somchai")
    page.fill("#id_password", "wrong")
    with page.expect_navigation():
        page.click("[type=submit]")
    assert english_words(page.evaluate(READ_TEXTS)) == set(), "a refused sign-in"

    sign_in(page, builders.admin_user("local"))
    # Not every article has a link to its deletion, or revisions.
    draft, revision = Article.objects.get(status="draft"), Revision.objects.latest("number")
    queue = [
        "/admin/",
        "/admin/account/notifications/",
        f"/admin/articles/article/{draft.pk}/delete/",
        f"/admin/articles/article/{revision.article_id}/revisions/{revision.number}/",
    ]
    seen: set[str] = set()
    english: dict[str, list[str]] = {}
    while queue:
        url = queue.pop()
        if page_type(url) in seen or is_combined(url) or "logout" in url:
            continue
        seen.add(page_type(url))
        response = page.goto(url)
        assert response.status < 400, f"{url}: status {response.status}"
        if words := english_words(page.evaluate(READ_TEXTS)):
            english[url] = sorted(words)
        queue += page.eval_on_selector_all(
            "a[href]",
            """links => links.map(link => new URL(link.href))
               .filter(url => url.origin === location.origin && url.pathname.startsWith("/admin/"))
               .map(url => url.pathname + url.search)""",
        )
    assert english == {}, json.dumps(english, ensure_ascii=False)
    assert len(seen) > 40, f"the crawl found only {sorted(seen)}"
    for required in (
        "article/add", "article/ID/change", "article/ID/delete", "photo/upload",
        "article/ID/history", "article/ID/revisions/ID", "article/ID/preview-link",
        "audit/auditlogentry/ID/change",
    ):  # fmt: skip
        assert any(required in each for each in seen), required


@pytest.mark.slow
def test_pages_behind_buttons_are_thai(newsroom: Article, browser_page: Any, sign_in: Any) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user("local"))
    english = {}

    def check(name: str) -> None:
        if words := english_words(page.evaluate(READ_TEXTS)):
            english[name] = sorted(words)

    def submit(selector: str) -> None:
        with page.expect_navigation():
            page.click(selector)

    for model in ("articles/article", "articles/author", "articles/tag", "comments/comment"):
        page.goto(f"/admin/{model}/")
        page.check("#action-toggle")
        page.select_option("select[name=action]", "delete_selected")
        submit("button[name=index]")
        check(f"{model}: delete selected")
    for model in ("articles/section", "articles/author"):
        page.goto(f"/admin/{model}/")
        page.check("#action-toggle")
        page.select_option("select[name=action]", "merge")
        submit("button[name=index]")
        check(f"{model}: to merge")
    page.goto("/admin/articles/tag/")
    page.check("#action-toggle")
    page.select_option("select[name=action]", "merge")
    submit("button[name=index]")
    check("tags to merge")
    page.click("[name=merge_now]")
    page.locator(".errorlist").wait_for()
    check("tags that cannot be merged")
    page.goto("/admin/images/photo/?since=x&until=31/2/2569")
    check("invalid days")
    drop(page, "#changelist", {"เสีย.jpg": b"no picture", "ดี.jpg": builders.jpeg_bytes(shade=50)})
    page.locator(".upload-done").wait_for()
    check("photos that were dropped")
    page.problems.clear()  # the console notes the response to the invalid file
    page.goto("/admin/articles/article/add/")
    for button in ("วิดีโอ", "ภาพ"):
        page.locator(f'.prose-menubar [aria-label="{button}"]').wait_for()
    page.click('.prose-menubar [aria-label="วิดีโอ"]')
    page.fill("dialog [name=address]", "ข่าว")
    page.click("dialog [type=submit]")
    page.locator("dialog .prose-editor-help", has_text="ไม่ใช่").wait_for()
    check("an invalid video")
    page.keyboard.press("Escape")
    page.click('.prose-menubar [aria-label="ภาพ"]')
    page.locator(".photo-dialog [data-choose]").first.wait_for()
    check("the photo dialog")
    page.keyboard.press("Escape")
    page.click('.prose-menubar [aria-label="ใส่ลิงก์"]')
    page.fill("#link-dialog-q", "ขยะ")
    check("the link dialog")
    for model in (
        "articles/article", "articles/author", "articles/section", "articles/tag",
        "accounts/user", "images/photo", "planning/idea",
    ):  # fmt: skip
        page.goto(f"/admin/{model}/add/")
        page.eval_on_selector("form[id$=_form]", "form => { form.noValidate = true; }")
        if model == "articles/article":  # saved without leaving
            page.click("[name=_continue]")
            page.locator(".errorlist").wait_for()
        else:
            page.click("[name=_save]")
            page.locator(".errornote").wait_for()
        check(f"{model}: an empty form")
        page.problems.clear()  # the console notes the refused save
    page.goto("/admin/site/frontpagearticle/")
    page.fill("[name=text]", "ด่วน")
    page.fill("[name=until]", "เมื่อวาน")
    page.click("[value=save]")
    page.locator(".errornote").wait_for()
    check("the front page editor with errors")
    page.goto("/admin/password_change/")
    page.eval_on_selector("#content form", "form => { form.noValidate = true; }")
    page.fill("#id_old_password", "wrong")
    page.fill("#id_new_password1", "12345")
    page.fill("#id_new_password2", "12346")
    page.click("#content [type=submit]")
    page.locator(".errornote").wait_for()
    check("password change with errors")
    assert english == {}, json.dumps(english, ensure_ascii=False)


def test_an_article_is_written_illustrated_and_published(
    newsroom: Article, browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user("local"))
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", "ชาวประมงพบวาฬบรูด้ากลางอ่าว")
    move_caret_to_end(page, ".field-body .tiptap")
    page.keyboard.insert_text("เช้าวันนี้ชาวประมงกว่า 20 คนพบวาฬบรูด้า")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("น้ำใสมาก")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.click("[data-pick]")
    choose_photos(page, 0)
    page.locator(".photo-picker-shown img").wait_for()
    page.select_option("#id_section", label="ท้องถิ่น")
    page.fill("#id_tags", "วาฬบรูด้า, ทะเล")
    page.click("[name=_action][value=publish]")
    page.wait_for_url("**/admin/articles/article/")
    article = Article.objects.get(headline="ชาวประมงพบวาฬบรูด้ากลางอ่าว")
    assert article.body.startswith("<p><strong>เช้าวันนี้")
    assert article.lead_photo is not None
    assert sorted(tag.name for tag in article.tags.all()) == ["ทะเล", "วาฬบรูด้า"]
    page.goto(article.get_absolute_url())
    assert (
        page.locator("article strong").first.inner_text() == "เช้าวันนี้ชาวประมงกว่า 20\u00a0คนพบวาฬบรูด้า"
    )
    assert Comment.objects.count() == 2
