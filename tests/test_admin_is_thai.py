"""Every screen of the admin, opened in Chromium: Thai words only, no script refused, nothing broken."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from newsroom.accounts import roles
from newsroom.articles import desk
from newsroom.articles.models import Article, Revision
from newsroom.comments.models import Comment
from newsroom.site.models import SiteIdentity
from newsroom.transfer.models import Redirect
from tests import builders
from tests.hands import drop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Names of things that have no other name in Thai, and our own test data.
ALLOWED = frozenset(
    """
    html url rss json jpeg jpg png webp gif avif http https www com wordpress facebook line twitter
    youtube instagram tiktok email gmail example local editor reporter phaithun id ip utf xml csv somchai control command mac
    """.split()
)
# The editor's icons are a font whose glyphs are written as English words.
READ_WORDS = """() => {
  for (const icon of document.querySelectorAll(".material-icons")) icon.textContent = "";
  const found = [document.title, document.body.innerText];
  for (const element of document.querySelectorAll("*"))
    for (const name of ["title", "aria-label", "placeholder", "alt", "data-help"])
      if (element.hasAttribute(name)) found.push(element.getAttribute(name));
  for (const button of document.querySelectorAll("input[type=submit], input[type=button]"))
    found.push(button.value);
  return found;
}"""


def english(texts: list[str]) -> set[str]:
    """The Latin words of these texts that stand on no allow-list.

    Addresses, paths and what is left of a password's hash (`edf3c0***`) are none.
    """
    words: set[str] = set()
    for text in texts:
        text = re.sub(r"\S+[@/]\S*|\S*\*{2,}|\S+\.(jpg|png|html|com)\b|\w+\*+", " ", text)
        words |= {word.lower() for word in re.findall(r"[A-Za-z]{3,}", text)}
    return words - ALLOWED


@pytest.fixture
def newsroom(db: Any) -> Article:
    """One of everything the admin can show."""
    SiteIdentity(name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย").save()
    picture = builders.photo()
    builders.photo(shade=7, alt="", credit="", caption="")
    one = f'<figure><img data-file="{picture.pk}" alt="ท่าเรือ"></figure>'
    builders.published_article(
        body=f'<figure data-gallery="">{one}{one}</figure>'
        '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>'
    )
    article = builders.published_article(lead_photo=picture, credits=[("ภาพ", "สุนิสา ชูช่วย")])
    builders.draft_article()
    builders.scheduled_article()
    builders.withdrawn_article()
    parent = builders.visible_comment(article)
    builders.pending_comment(article, parent=parent)
    desk.add_note(article, by=builders.role_user(roles.EDITOR, "editor"), text="ฝากตรวจตัวเลข")
    desk.withdraw(builders.published_article(), by=builders.admin_user("phaithun"))
    Redirect.objects.create(old_path="/เก่า", target=article.get_absolute_url())
    return article


def kind_of(address: str) -> str:
    """Two addresses of one kind show the same screen with other data."""
    parts = urlsplit(address)
    query = "&".join(sorted(part.split("=")[0] for part in parts.query.split("&") if part))
    return re.sub(r"/\d+/", "/N/", parts.path) + "?" + query


def is_combined(address: str) -> bool:
    """Whether a list is narrowed in several ways at once: it says no word that it does not say with each."""
    names = {name for name, _ in parse_qsl(urlsplit(address).query)}
    return len(names - {"_to_field", "_popup"}) > 1


@pytest.mark.slow
def test_every_screen_is_thai_and_whole(newsroom: Article, browser_page: Any, sign_in: Any) -> None:
    page = browser_page()
    page.goto("/admin/")
    assert english(page.evaluate(READ_WORDS)) == set(), "the sign-in page"
    page.fill("#id_username", "somchai")
    page.fill("#id_password", "wrong")
    page.click("[type=submit]")
    assert english(page.evaluate(READ_WORDS)) == set(), "a refused sign-in"

    sign_in(page, builders.admin_user("local"))
    # Not every story has a link to its deletion, or revisions.
    draft, revision = Article.objects.get(status="draft"), Revision.objects.latest("number")
    waiting = [
        "/admin/",
        "/admin/images/photo/picker/",
        f"/admin/articles/article/{draft.pk}/delete/",
        f"/admin/articles/article/{revision.article_id}/revisions/{revision.number}/",
    ]
    seen: set[str] = set()
    told: dict[str, list[str]] = {}
    while waiting:
        address = waiting.pop()
        if kind_of(address) in seen or is_combined(address) or "logout" in address:
            continue
        seen.add(kind_of(address))
        answer = page.goto(address)
        assert answer.status < 400, f"{address} answers {answer.status}"
        if words := english(page.evaluate(READ_WORDS)):
            told[address] = sorted(words)
        waiting += page.eval_on_selector_all(
            "a[href]",
            """links => links.map(link => new URL(link.href))
               .filter(url => url.origin === location.origin && url.pathname.startsWith("/admin/"))
               .map(url => url.pathname + url.search)""",
        )
    assert told == {}, json.dumps(told, ensure_ascii=False)
    assert len(seen) > 40, f"the crawl saw only {sorted(seen)}"
    for needed in (
        "article/add", "article/N/change", "article/N/delete", "photo/picker", "photo/upload",
        "article/N/history", "article/N/revisions/N", "article/N/preview-link",
        "audit/entry/N/change",
    ):  # fmt: skip
        assert any(needed in kind for kind in seen), needed


@pytest.mark.slow
def test_screens_behind_buttons_are_thai(
    newsroom: Article, browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user("local"))
    told = {}

    def look(name: str) -> None:
        if words := english(page.evaluate(READ_WORDS)):
            told[name] = sorted(words)

    for model in ("articles/article", "articles/author", "articles/tag", "comments/comment"):
        page.goto(f"/admin/{model}/")
        page.check("#action-toggle")
        page.select_option("select[name=action]", "delete_selected")
        page.click("button[name=index]")
        page.wait_for_load_state()
        look(f"{model}: delete selected")
    page.goto("/admin/articles/tag/")
    page.check("#action-toggle")
    page.select_option("select[name=action]", "merge")
    page.click("button[name=index]")
    page.wait_for_load_state()
    look("tags to merge")
    page.click("[name=merge_now]")
    page.locator(".errorlist").wait_for()
    look("tags that cannot be merged")
    page.goto("/admin/images/photo/?since=x&until=31/2/2569")
    look("days that are none")
    drop(page, "#changelist", {"เสีย.jpg": b"no picture", "ดี.jpg": builders.jpeg_bytes(shade=50)})
    page.locator(".upload-done").wait_for()
    look("photos that were dropped")
    page.problems.clear()  # the browser notes the answer to the broken file
    page.goto("/admin/articles/article/add/")
    for button in ("ชุดภาพ", "วิดีโอ", "ภาพ"):
        page.locator(f'.prose-menubar [aria-label="{button}"]').wait_for()
    page.click('.prose-menubar [aria-label="วิดีโอ"]')
    page.fill("dialog [name=address]", "ข่าว")
    page.click("dialog [type=submit]")
    page.locator("dialog .prose-editor-help", has_text="ไม่ใช่").wait_for()
    look("a video that is none")
    for model in (
        "articles/article", "articles/author", "articles/section", "articles/tag",
        "accounts/user", "images/photo",
    ):  # fmt: skip
        page.goto(f"/admin/{model}/add/")
        page.eval_on_selector("form[id$=_form]", "form => { form.noValidate = true; }")
        page.click("[name=_save]")
        page.locator(".errornote").wait_for()
        look(f"{model}: an empty form")
    page.goto("/admin/site/frontpick/")
    page.fill("[name=text]", "ด่วน")
    page.fill("[name=until]", "เมื่อวาน")
    page.click("[value=save]")
    page.locator(".errornote").wait_for()
    look("the front page desk with errors")
    page.goto("/admin/password_change/")
    page.eval_on_selector("#content form", "form => { form.noValidate = true; }")
    page.fill("#id_old_password", "wrong")
    page.fill("#id_new_password1", "12345")
    page.fill("#id_new_password2", "12346")
    page.click("#content [type=submit]")
    page.locator(".errornote").wait_for()
    look("password change with errors")
    assert told == {}, json.dumps(told, ensure_ascii=False)


def test_a_story_is_written_illustrated_and_published(
    newsroom: Article, browser_page: Any, sign_in: Any
) -> None:
    """Thai is typed, a photo taken from the library, and what was written stands on the page."""
    page = browser_page()
    sign_in(page, builders.admin_user("local"))
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", "ชาวประมงพบวาฬบรูด้ากลางอ่าว")
    body = page.locator(".field-body .tiptap")
    body.click()
    page.keyboard.insert_text("เช้าวันนี้ชาวประมงกว่า 20 คนพบวาฬบรูด้า")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("น้ำใสมาก")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    with page.expect_popup() as popup:
        page.click("[data-pick]")
    picker = popup.value
    picker.wait_for_load_state()
    picker.click("[data-choose] >> nth=0")
    page.locator(".photo-picker-shown img").wait_for()
    page.select_option("#id_section", label="ท้องถิ่น")
    page.fill("#id_tags", "วาฬบรูด้า, ทะเล")
    page.click("[name=_move][value=publish]")
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
