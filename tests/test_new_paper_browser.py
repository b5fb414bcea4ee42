"""A new paper, from the empty site to what readers see, by what the screens of the admin say.

Walked as somebody would who has read nothing, at a desk and on a phone.
"""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from newsroom.accounts.models import User
from newsroom.site.models import SiteSettings
from newsroom.thai.lines.joiners import without_joiners
from tests import axe, builders
from tests.accounts.second_factor.apps import current_code
from tests.browser_input import move_caret_to_end

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BODY = ".ProseMirror[contenteditable=true]:visible"
HEADLINE = "ตลาดปากน้ำเปิดท่าเรือข้ามฟากใหม่"


def picture(width: int, height: int, format: str = "PNG", shade: int = 160) -> dict[str, Any]:
    """A file to upload."""
    image = Image.new("RGBA" if format == "PNG" else "RGB", (width, height))
    ImageDraw.Draw(image).rectangle(
        [width // 9, height // 9, width // 2, height // 2], (shade, 30, 30)
    )
    data = io.BytesIO()
    image.save(data, format)
    extension = {"PNG": "png", "JPEG": "jpg"}[format]
    return {"name": f"picture-{width}-{shade}.{extension}", "mimeType": f"image/{format.lower()}",
            "buffer": data.getvalue()}  # fmt: skip


class Walk:
    """The administrator's browser; nothing may be wider than the screen."""

    def __init__(self, page: Any, width: int) -> None:
        self.page, self.width = page, width

    def look(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{self.page.url} is {wide} px wide"

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def follow(self, name: str) -> None:
        """A link by its words."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.click()
        self.look()

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()
        self.look()

    def says(self, text: str) -> None:
        expect(self.page.locator(".messagelist")).to_contain_text(text)

    def next_is(self, label: str) -> None:
        """After each save the next step is a link; it is followed."""
        expect(self.page.locator(".next-step a")).to_have_text(label)
        self.follow(label)

    def choose(self, field: str, file: dict[str, Any]) -> None:
        """A photo, uploaded in the dialog of a field."""
        self.page.locator(f".field-{field} [data-pick]").click()
        dialog = self.page.locator("dialog[open]")
        dialog.wait_for()
        with self.page.expect_file_chooser() as chooser:
            dialog.get_by_text("อัปโหลดภาพ", exact=True).click()
        chooser.value.set_files([file])
        dialog.wait_for(state="detached")
        self.page.locator(f".field-{field} .photo-picker-shown img").wait_for()


def set_up(walk: Walk) -> None:
    page = walk.page
    walk.open("/admin/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", builders.PASSWORD)
    walk.press("เข้าสู่ระบบ")
    expect(page.locator(".first-day")).to_contain_text("เสร็จแล้ว 0 จาก 7 ข้อ")
    expect(page.locator(".first-day")).to_contain_text("import_wordpress")

    walk.follow("ตั้งชื่อและตราของเว็บไซต์")
    page.fill("#id_name", "ข่าวปากน้ำ")
    page.fill("#id_tagline", "ข่าวท้องถิ่นสมุทรปราการ ทุกเช้า")
    walk.choose("logo", picture(880, 200))
    walk.choose("logo_dark", picture(880, 200, shade=250))
    walk.choose("icon", picture(1024, 1024))
    page.get_by_label("คู่สี").select_option(label="แดงอิฐ")
    page.get_by_label("โปรแกรมของบริษัท AI").select_option(label="ให้ค้นและอ้างอิงข่าวได้ แต่ไม่ให้นำไปฝึก AI")
    # The file is shown before it is saved.
    expect(page.get_by_text("User-agent: GPTBot").first).to_be_visible()
    page.get_by_label("ฟีดมีเนื้อข่าวทั้งหมด").uncheck()
    walk.press("บันทึก")
    walk.says("เรียบร้อยแล้ว")

    walk.next_is("ตั้งหมวดข่าว")
    page.fill("#id_name", "เศรษฐกิจ")
    walk.press("บันทึก")
    walk.follow("เพิ่มหมวดข่าว")
    box = page.locator("#id_description").bounding_box()
    assert box["x"] + box["width"] <= walk.width
    page.fill("#id_name", "ท้องถิ่น")
    walk.press("บันทึก")
    # The message, its link and the next step, in both colour schemes.
    axe.assert_good(page, "a section was added")

    walk.next_is("เชิญเพื่อนร่วมงาน")
    page.fill("#id_username", "somchai")
    page.fill("#id_display_name", "สมชาย ใจดี")
    page.get_by_label("ผู้สื่อข่าว", exact=False).first.check()
    walk.press("บันทึก")
    # Without mail the link is there to be copied.
    expect(page.locator("main")).to_contain_text("/admin/password/")

    walk.next_is("เปิดการยืนยันสองขั้น")
    admin = User.objects.get(username="admin")
    page.fill("[name=code]", current_code(admin, confirmed=False))
    if page.locator("[name=password]").count():
        page.fill("[name=password]", builders.PASSWORD)
    with page.expect_navigation():
        page.locator("main form [type=submit]").first.click()
    walk.look()

    walk.open("/admin/")
    walk.follow("เขียนหน้าของหนังสือพิมพ์")
    for title, next_page in (("จรรยาบรรณ", "ทีมงาน"), ("ทีมงาน", "ลงโฆษณา"), ("ลงโฆษณา", "")):
        walk.follow(title)
        move_caret_to_end(page, BODY)
        page.keyboard.insert_text(f"เนื้อหาของหน้า {title}")
        page.get_by_label("สถานะ").select_option(label="เผยแพร่")
        walk.press("บันทึก")
        if next_page:
            expect(page.locator(".list-hint")).to_contain_text(next_page)
    axe.assert_good(page, "a page was added")
    walk.open("/admin/pages/menu/")
    for menu, lines in (
        ("เมนูหัวเว็บไซต์", ["ท้องถิ่น", "เศรษฐกิจ"]),
        ("เมนูท้ายเว็บไซต์", ["จรรยาบรรณ", "ลงโฆษณา"]),
    ):
        walk.follow(menu)
        for number, line in enumerate(lines):
            page.locator(f"#id_items-{number}-choice").select_option(label=line)
        walk.press("บันทึก")

    walk.next_is("เผยแพร่ข่าวแรก")
    page.fill("#id_headline", HEADLINE)
    page.fill("#id_standfirst", "ท่าเรือใหม่รับเรือข้ามฟากได้วันละ 120 เที่ยว")
    move_caret_to_end(page, BODY)
    page.keyboard.insert_text("เทศบาลเปิดท่าเรือข้ามฟากแห่งใหม่เมื่อเช้าวันนี้")
    walk.press("เผยแพร่ทันที")
    # What is wrong is told by name, and its link opens the panel that a phone has closed.
    page.locator(".errors-of-form a", has_text="หมวด").click()
    page.locator("#id_section").select_option(label="ท้องถิ่น")
    walk.choose("lead_photo", picture(1800, 1200, "JPEG"))
    page.keyboard.press("Escape")
    walk.press("เผยแพร่ทันที")
    walk.says("ผู้อ่านเห็นข่าวนี้แล้ว")

    walk.next_is("จัดหน้าแรก")
    page.get_by_role("button", name=re.compile("^ตั้งเป็นข่าวนำ")).first.click()
    walk.press("บันทึกหน้าแรก")

    walk.open("/admin/transfer/redirect/")
    walk.follow("เพิ่มลิงก์เก่า (301)")
    page.fill("#id_old_path", "https://old.example/2016/08/first-story/")
    page.fill("#id_new_path", "/section/local/")
    walk.press("บันทึก")
    walk.follow("นำเข้าจาก CSV")
    table = b"/old/a/,/section/economy/\n/old/b/,\n"
    page.set_input_files("#id_file", {"name": "old.csv", "mimeType": "text/csv", "buffer": table})
    walk.press("นำเข้า")
    walk.says("บันทึก 2 แถวแล้ว")

    walk.open("/admin/syndication/partner/")
    walk.follow("เพิ่มคู่ค้า")
    page.fill("#id_name", "LINE TODAY")
    walk.press("บันทึก")
    walk.follow("LINE TODAY")
    expect(page.locator("main")).to_contain_text("/line-today/")
    walk.open("/admin/")
    expect(page.locator(".first-day")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("สำรอง")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_new_paper_is_set_up_by_what_the_screens_say(
    browser_page: Any, settings: Any, live_server: Any, width: int
) -> None:
    settings.PUBLIC_URL = live_server.url
    SiteSettings().save()
    User.objects.create_superuser("admin", password=builders.PASSWORD, display_name="ผู้ดูแลระบบ")
    walk = Walk(browser_page(width=width), width)
    set_up(walk)
    # axe styles the page that it looks at, which our Content-Security-Policy refuses.
    walk.page.problems[:] = [text for text in walk.page.problems if "inline style" not in text]
    read(walk, live_server.url)


def read(walk: Walk, site: str) -> None:
    """As a reader, and as the machines that come."""
    page, machine = walk.page, Client()
    page.context.clear_cookies()
    walk.open("/")
    logo = page.locator("header img").first
    expect(logo).to_have_attribute("alt", "ข่าวปากน้ำ")
    assert logo.evaluate("image => image.naturalWidth") > 0
    ethics = page.locator("footer a[href='/ethics/']")
    expect(ethics).to_be_visible()
    assert without_joiners(ethics.inner_text()) == "จรรยาบรรณ"
    assert page.locator(".section-nav a[href='/section/economy/']").count()
    walk.open("/ethics/")
    assert "เนื้อหาของหน้า จรรยาบรรณ" in without_joiners(page.locator("main").inner_text())
    walk.open("/")
    page.locator("main").get_by_role("link", name=HEADLINE).first.click()
    expect(page.locator("h1")).to_have_text(HEADLINE)
    card = page.locator("meta[property='og:image']").get_attribute("content")
    assert Image.open(io.BytesIO(page.request.get(card).body())).width >= 1000
    for path in ("/section/economy/", "/team/"):
        html = machine.get(path).content.decode()
        image = re.search(r'property="og:image" content="([^"]+)"', html)
        assert image
        made = Image.open(io.BytesIO(page.request.get(image[1]).body()))
        assert made.size == (1200, 630), path
    manifest = json.loads(machine.get("/manifest.webmanifest").content)
    assert manifest["name"] == "ข่าวปากน้ำ"
    assert all(page.request.get(icon["src"]).ok for icon in manifest["icons"])
    robots = machine.get("/robots.txt").content.decode()
    assert "User-agent: GPTBot" in robots
    assert f"Sitemap: {site}/sitemap.xml" in robots
    feed = machine.get("/feed/").content.decode()
    assert HEADLINE in feed
    assert "อ่านทั้งหมดที่ ข่าวปากน้ำ" in feed
    assert machine.get("/2016/08/first-story/")["Location"] == "/section/local/"
    assert machine.get("/old/a/")["Location"] == "/section/economy/"
    assert machine.get("/old/b/").status_code == 410
