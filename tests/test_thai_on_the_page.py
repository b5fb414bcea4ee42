"""How Thai text stands on the page, measured in Chromium (T-L)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings

from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The text of every line of an element, by the tops of its characters.
LINES = """element => {
  const lines = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let top = null;
  for (let node; (node = walker.nextNode()); )
    for (let place = 0; place < node.length; place++) {
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const box = range.getClientRects()[0];
      if (!box || !box.height) continue;
      if (top === null || box.top - top > box.height / 2) { lines.push(""); top = box.top; }
      lines[lines.length - 1] += node.data[place];
    }
  return lines.map(line => line.trim()).filter(Boolean);
}"""
HEADLINE = (
    "นายกฯ ตรวจเยี่ยมผู้ประสบอุทกภัย 14 จังหวัดภาคใต้ สั่งทุกหน่วยงานเร่งฟื้นฟูถนน สะพาน และระบบประปา "
    "พร้อมเยียวยาครัวเรือนละ 9,000 บาท ให้ทันก่อนปีใหม่ ๒๕๗๐ ย้ำห้ามเรียกรับผลประโยชน์เด็ด ๆ ขาด ๆ"
)
BODY = "<p>" + " ".join(["เด็ก ๆ ในหมู่บ้านต่าง ๆ กว่า 200 คน มาเก็บขยะบ่อย ๆ ทุก ๆ วัน"] * 12) + "</p>"


# Real news with what lines go wrong at: ๆ, ฯ, ฯลฯ, leading and following vowels, ำ, quotes, numbers.
PARAGRAPHS = [
    "นายกฯ มอบหมายให้รองผู้ว่าฯ พร้อมด้วย ผอ.รพ.สต. และผู้แทน อบจ.กระบี่ ลงพื้นที่ตำบลทรายขาว ตรวจดูบ้านเรือน "
    "ที่ถูกน้ำท่วมขังมาตั้งแต่ต้นสัปดาห์ โดยชาวบ้านต่าง ๆ กว่า 1,200 คนร่วมกันเก็บกวาดถนน ลำน้ำ คูคลอง ฯลฯ",
    "สมเด็จพระกนิษฐาธิราชเจ้า กรมสมเด็จพระเทพรัตนราชสุดา ฯ สยามบรมราชกุมารี เสด็จพระราชดำเนินไปทรงเปิดอาคารเรียน "
    "เฉลิมพระเกียรติ ณ โรงเรียนในพื้นที่เกาะแก่งห่างไกล เมื่อวันที่ ๕ สิงหาคม ๒๕๕๙ เวลา ๐๙.๐๐ น.",
    "“เด็ก ๆ ได้เรียนรู้เรื่องใกล้ตัว เช่น การทำอวน การดำน้ำ และการจำแนกปะการัง” ไพฑูรย์กล่าว พร้อมย้ำว่าแต่ละปี "
    "มีผู้เข้าร่วมไม่น้อยกว่า 300 คน ทำให้โครงการเติบโตเร็ว ๆ และใช้งบประมาณราว 1.4 ล้านบาท",
]
NEVER_FIRST = "ๆฯะาำๅ" + "".join(map(chr, [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)]))
NEVER_LAST = "เแโใไ"
STACKS = "ปี่ ที่ปู่ ญู ฎู ฐู ป๋ำ ลิ้น น้ำ"


def test_lines_break_where_thai_may_break(browser_page: Any) -> None:
    """T-L2, from 280 to 800 px: no line begins with ๆ ฯ ะ า ำ or a mark, or ends with เ แ โ ใ ไ."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    article = builders.published_article(headline=HEADLINE, standfirst=PARAGRAPHS[0], body=body)
    page = browser_page(width=800)
    page.goto(article.get_absolute_url())
    for width in range(280, 801, 8):
        page.set_viewport_size({"width": width, "height": 900})
        for element in [
            "h1",
            ".standfirst",
            *(f".story-body p:nth-of-type({n})" for n in (1, 2, 3)),
        ]:
            lines = page.eval_on_selector(element, LINES)
            assert lines
            for line in lines:
                assert line[0] not in NEVER_FIRST, f"{width} px: {line}"
                assert line[-1] not in NEVER_LAST, f"{width} px: {line}"


@pytest.mark.parametrize("width", [320, 360, 411, 768])
def test_no_line_begins_with_a_repetition_mark_and_nothing_overflows(
    browser_page: Any, width: int
) -> None:
    """T-L1, T-L2: ๆ stays with its word at every width; a long headline wraps."""
    whole = HEADLINE.replace(" ", "")
    builders.published_article(headline=whole[:200], body=BODY)
    article = builders.published_article(headline=HEADLINE, body=BODY)
    page = browser_page(width=width)
    for address in ("/", article.get_absolute_url(), "/section/local/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.goto(article.get_absolute_url())
    for element in ("h1", "[itemprop=articleBody] p"):
        lines = page.eval_on_selector(element, LINES)
        assert len(lines) > 2
        for line in lines:
            assert line[0] not in NEVER_FIRST, line
    numbers = [line for line in page.eval_on_selector("h1", LINES) if line.startswith("บาท")]
    assert numbers == [], "9,000 stays with its unit"


def test_lines_of_thai_have_room(browser_page: Any) -> None:
    """T-L3: body lines at least 1.6 times their letters, headings 1.35; no spacing, no justifying."""
    article = builders.published_article(headline=f"{STACKS} ชั้นที่ปั้มป์ฟื้นฟื้ดญู่")
    page = browser_page(width=360)
    page.goto(article.get_absolute_url())
    for element, least in [("h1", 1.35), ("[itemprop=articleBody] p", 1.6), (".site-name", 1.35)]:
        ratio, hidden, spacing, align = page.eval_on_selector(
            element,
            """element => { const style = getComputedStyle(element);
               return [Math.round(100 * parseFloat(style.lineHeight) / parseFloat(style.fontSize)) / 100, style.overflow,
                       style.letterSpacing, style.textAlign]; }""",
        )
        assert ratio >= least, element
        assert hidden == "visible", element
        assert spacing == "normal", element
        assert align != "justify", element


def test_boxes_that_hide_what_overflows_cut_no_mark(browser_page: Any) -> None:
    """T-L3: the strip of sections on a phone, compared with itself when nothing is hidden."""
    builders.published_article(section=builders.section(STACKS, "stacks"))
    page = browser_page(width=360)
    page.goto("/section/stacks/")
    strip = page.locator(".section-nav ul")
    assert strip.evaluate("list => getComputedStyle(list).overflowY") != "visible"
    area = {**strip.bounding_box(), "width": 200}
    cut = page.screenshot(clip=area)
    strip.evaluate("list => { list.style.overflow = 'visible'; }")
    assert page.screenshot(clip=area) == cut
    assert strip.evaluate("list => list.scrollHeight <= list.clientHeight")


def test_no_style_of_ours_tears_thai() -> None:
    """T-L1, T-L3, T-L5"""
    for file in (settings.BASE_DIR / "static").rglob("*.css"):
        css = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for torn in ("break-all", "line-break", "hyphens", "keep-all", "justify;", "line-clamp"):
            assert torn not in css, f"{file.name}: {torn}"
        assert set(re.findall(r"letter-spacing:\s*([^;]+);", css)) <= {"0"}, file.name


def test_thai_is_set_in_faces_that_place_marks_right() -> None:
    """T-L4: faces of Windows, macOS, Android and Linux that shape ปี่ ป๋ำ ญู; no web font."""
    for name in ("site.css", "admin.css"):
        css = (settings.BASE_DIR / "static" / "css" / name).read_text(encoding="utf-8")
        assert "@font-face" not in css
        for face in ("Noto Sans Thai", "Sarabun", "Thonburi", "Leelawadee UI", "Loma"):
            assert f'"{face}"' in css, f"{name}: {face}"
        assert "Looped" not in css
