"""A day of the newsroom in Chromium: what each of the five roles does, on two desks and on a phone.

Every screen on the way is looked at as a user would: it came, no script failed and no policy was
broken (`browser_page`), nothing scrolls sideways, what is to be pressed is in sight and can be
pressed, and every text can be read, in light and in dark.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.site.models import SiteSettings
from newsroom.thai.lines.joiners import without_joiners
from tests import builders
from tests.desk import BODY, Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE, WIDE = 390, 1440
WRITE = ".rail-places a[href$='add/']"


@pytest.fixture
def desk(browser_page: Any, sign_in: Any) -> Callable[[User, int], Desk]:
    def seat(user: User, width: int) -> Desk:
        # The colours of the wide desk are those of the other.
        schemes = () if width == WIDE else ("light", "dark")
        one = Desk(browser_page(width=width, height=844, touch=width == PHONE), schemes)
        sign_in(one.page, user)
        return one

    return seat


@pytest.fixture
def users(db: Any) -> dict[str, User]:
    SiteSettings(name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย").save()
    names = ["สุนิสา ชูช่วย", "วิชัย ลมบก", "อรุณี แก้วมณี", "ไพฑูรย์ ล่องเพ็ง", "สมชาย ใจดี"]
    people = {
        role: builders.role_user(role, f"user{number}", display_name=name)
        for number, (role, name) in enumerate(zip(roles.ROLES, names, strict=True))
    }
    builders.author("สุนิสา ชูช่วย", "sunisa", user=people[roles.REPORTER])
    builders.section()
    return people


def report(at: Desk) -> None:
    """A reporter writes with a photo and hands in."""
    page = at.page
    page.goto("/admin/")
    at.look("the reporter's desk", ".board-action-first")
    at.go(".board-action-first")
    page.locator(BODY).wait_for()
    at.look("a new article", "[value=send_to_review]")
    page.keyboard.insert_text("คลื่นซัดเรือล่มปากอ่าว")  # the caret is in the headline
    page.fill("#id_standfirst", "เรือประมงสามลำเสียหาย ไม่มีผู้บาดเจ็บ")
    at.write("เช้าวันนี้คลื่นสูงสามเมตร")
    page.click('.prose-menubar [aria-label="ภาพ"]')
    page.locator("dialog[open] .photo-dialog-head").wait_for()
    at.look("the photo dialog", "dialog[open] label.default")
    page.set_input_files(
        ".photo-dialog [data-upload]",
        {"name": "boat.jpg", "mimeType": "image/jpeg", "buffer": builders.jpeg_bytes()},
    )
    page.locator(f"{BODY} figure img").wait_for()
    page.click(f"{BODY} figcaption")
    page.keyboard.insert_text("เรือหางยาวที่ล่ม")
    page.fill(".photo-line-alt", "เรือหางยาวคว่ำกลางคลื่น")
    at.open_settings()
    page.select_option("#id_section", label="ท้องถิ่น")
    at.look("the settings of an article", "[value=send_to_review]")
    at.go("[value=send_to_review]")
    at.look("the list after handing in", WRITE)
    assert Article.objects.get().status == "review"


def send_back(at: Desk) -> None:
    """A sub-editor takes it, mends a word and sends it back with a line."""
    page = at.page
    page.goto("/admin/")
    at.look("the sub-editor's desk", ".board-action-first")
    at.go(".board-card a:has-text('คลื่นซัดเรือล่ม')")
    at.go(".claim button")
    expect(page.locator(".claim")).to_contain_text("คุณกำลังตรวจข่าวนี้")
    at.look("an article that is checked", "[name=_continue]")
    page.fill("#id_headline", "คลื่นซัดเรือล่มปากอ่าวสามลำ")
    at.save()
    page.click(".desk-ask summary")
    page.fill("#reason-reject_review", "ขอชื่อเจ้าของเรือ")
    at.look("what is to be mended", "[value=reject_review]")
    at.go("[value=reject_review]")
    assert Article.objects.get().status == "draft"


def mend(at: Desk) -> None:
    """The reporter finds it first on the desk, with the line, and hands in again."""
    page = at.page
    page.goto("/admin/")
    expect(page.locator(".board-card").first).to_contain_text("ถูกส่งกลับ")
    at.look("what was sent back", ".board-action-first")
    at.go(".board-card a:has-text('คลื่นซัดเรือล่ม')")
    expect(page.locator(".note-list")).to_contain_text("ขอชื่อเจ้าของเรือ")
    page.fill("#id_standfirst", "เรือของนายสมาน หมัดเจริญ เสียหายทั้งลำ ไม่มีผู้บาดเจ็บ")
    at.save()
    at.go("[value=send_to_review]")
    assert Article.objects.get().status == "review"


def publish(at: Desk) -> None:
    """An editor publishes it, and reads it as readers do."""
    page = at.page
    page.goto("/admin/")
    at.look("the editor's desk", ".board-action-first")
    at.go(".board-card a:has-text('คลื่นซัดเรือล่ม')")
    at.look("an article to be published", "[value=publish]")
    at.go("[value=publish]")
    article = Article.objects.get()
    page.goto(article.get_absolute_url())
    text = without_joiners(page.inner_text("main"))
    for written in ("คลื่นซัดเรือล่มปากอ่าวสามลำ", "นายสมาน หมัดเจริญ", "เรือหางยาวที่ล่ม"):
        assert written in text


def schedule_and_withdraw(at: Desk) -> None:
    """The editor schedules one for the morning, withdraws one with a reason, makes the front page."""
    page = at.page
    lead = Article.objects.get()
    early = builders.review_article(headline="ตลาดเช้าเปิดใหม่")
    wrong = builders.published_article(headline="ข่าวที่ยังไม่ยืนยัน")
    page.goto("/admin/")
    at.place("ข่าว")
    at.look("the list of articles", WRITE)
    at.go("#result_list a:has-text('ตลาดเช้า')")
    at.open_settings()
    page.fill("#id_published_at", "พรุ่งนี้ 6.00")
    expect(page.locator("[value=publish]")).to_contain_text("พรุ่งนี้ 06.00 น.")
    at.look("a time to publish at", "[value=publish]")
    at.go("[value=publish]")
    early.refresh_from_db()
    assert early.is_scheduled

    page.goto(f"/admin/articles/article/{wrong.pk}/change/")
    page.locator(BODY).wait_for()
    page.click(".desk-menu summary")
    page.fill("#reason-withdraw", "แหล่งข่าวขอแก้จำนวน")
    at.look("a reason to withdraw", "[value=withdraw]")
    at.go("[value=withdraw]")
    assert page.request.get(wrong.get_absolute_url()).status == 410

    page.goto("/admin/")
    at.place("จัดหน้าแรก")
    at.look("the front page", "[value=save]")
    at.go(f"[value='lead:{lead.pk}']")
    at.go("[value=save]")
    at.look("the front page as it is saved", "[value=save]")
    page.goto("/")
    assert lead.headline in without_joiners(page.inner_text(".front-lead"))


def moderate(at: Desk) -> None:
    """A moderator shows one comment and hides the other."""
    page = at.page
    article = Article.objects.get(headline__startswith="คลื่นซัด")
    builders.pending_comment(article, name="ลุงชัย", body="ขอให้ปลอดภัยทุกคน")
    builders.pending_comment(article, name="คนขายของ", body="ดูราคาพิเศษที่นี่")
    page.goto("/admin/")
    at.look("the moderator's desk", ".board-card a")
    at.place("ความคิดเห็น")
    at.look("the queue of comments", ".decide-approve")
    at.go("tr:has-text('ลุงชัย') .decide-approve")
    at.go("tr:has-text('คนขายของ') .decide:has-text('ซ่อน')")
    at.look("the queue when it is done", "#searchbar")
    states = dict(Comment.objects.values_list("name", "status"))
    assert states == {"ลุงชัย": "visible", "คนขายของ": "hidden"}


def administrate(at: Desk) -> None:
    """An administrator invites a colleague, sets the brand and reads what happened."""
    page = at.page
    page.goto("/admin/")
    at.look("the administrator's desk", ".board-action-first")
    at.place("ผู้ใช้")
    at.look("the users", ".addlink")
    at.go(".addlink")
    at.look("an invitation", "[name=_save]")
    page.fill("#id_username", "malee")
    page.fill("#id_display_name", "มาลี ดีงาม")
    page.fill("#id_email", "malee@example.com")
    page.get_by_role("checkbox", name=roles.REPORTER).check()
    at.go("[name=_save]")
    assert User.objects.get(username="malee").groups.get().name == roles.REPORTER
    at.look("the link of the invitation", "[name=_save], .button, button")
    page.goto("/admin/")
    at.place("ข้อมูลเว็บไซต์")
    at.look("the settings of the site", "[name=_save]")
    page.fill("#id_tagline", "ข่าวคนริมเล")
    page.select_option("#id_palette", "plum")
    at.go("[name=_save]")
    settings = SiteSettings.get_current()
    assert (settings.tagline, settings.palette) == ("ข่าวคนริมเล", "plum")
    at.place("บันทึกการใช้งาน")
    at.look("the audit log", "#searchbar")
    expect(page.locator("#result_list")).to_contain_text("เผยแพร่")


@pytest.mark.parametrize("width", [1280, 1440, PHONE])
def test_the_day_is_played(desk: Any, users: dict[str, User], width: int) -> None:
    seats = {role: desk(user, width) for role, user in users.items()}
    report(seats[roles.REPORTER])
    send_back(seats[roles.SUB_EDITOR])
    mend(seats[roles.REPORTER])
    publish(seats[roles.EDITOR])
    schedule_and_withdraw(seats[roles.EDITOR])
    moderate(seats[roles.MODERATOR])
    administrate(seats[roles.ADMINISTRATOR])
    found = [fault for seat in seats.values() for fault in seat.found]
    assert not found, "\n".join(found)
