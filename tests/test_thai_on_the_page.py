"""Typography of Thai text on the page, measured in Chromium (T-L rules)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings

from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The text of each rendered line of an element; lines are told apart by the tops of characters.
LINES = """element => {
  const lines = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let top = null;
  for (let node; (node = walker.nextNode()); )
    for (let offset = 0; offset < node.length; offset++) {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      const box = range.getClientRects()[0];
      if (!box || !box.height) continue;
      if (top === null || box.top - top > box.height / 2) { lines.push(""); top = box.top; }
      lines[lines.length - 1] += node.data[offset];
    }
  return lines.map(line => line.trim()).filter(Boolean);
}"""
HEADLINE = (
    "นายกฯ ตรวจเยี่ยมผู้ประสบอุทกภัย 14 จังหวัดภาคใต้ สั่งทุกหน่วยงานเร่งฟื้นฟูถนน สะพาน และระบบประปา "
    "พร้อมเยียวยาครัวเรือนละ 9,000 บาท ให้ทันก่อนปีใหม่ ๒๕๗๐ ย้ำห้ามเรียกรับผลประโยชน์เด็ด ๆ ขาด ๆ"
)
BODY = "<p>" + " ".join(["เด็ก ๆ ในหมู่บ้านต่าง ๆ กว่า 200 คน มาเก็บขยะบ่อย ๆ ทุก ๆ วัน"] * 12) + "</p>"


# Real news with everything that line breaking gets wrong: ๆ, ฯ, ฯลฯ, vowels before and after their
# consonant, ำ, quotation marks, numbers.
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


def test_lines_break_only_where_thai_allows_it(browser_page: Any) -> None:
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
            *(f".article-body p:nth-of-type({n})" for n in (1, 2, 3)),
        ]:
            lines = page.eval_on_selector(element, LINES)
            assert lines
            for line in lines:
                assert line[0] not in NEVER_FIRST, f"{width} px: {line}"
                assert line[-1] not in NEVER_LAST, f"{width} px: {line}"


@pytest.mark.parametrize("width", [320, 360, 411, 768])
def test_no_line_starts_with_a_repetition_mark_and_nothing_overflows(
    browser_page: Any, width: int
) -> None:
    """T-L1, T-L2: ๆ stays with its word at every width; a long headline wraps."""
    unbroken = HEADLINE.replace(" ", "")
    builders.published_article(headline=unbroken[:200], body=BODY)
    article = builders.published_article(headline=HEADLINE, body=BODY)
    page = browser_page(width=width)
    for url in ("/", article.get_absolute_url(), "/section/local/"):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
    page.goto(article.get_absolute_url())
    for element in ("h1", "[itemprop=articleBody] p"):
        lines = page.eval_on_selector(element, LINES)
        assert len(lines) > 2
        for line in lines:
            assert line[0] not in NEVER_FIRST, line
    units = [line for line in page.eval_on_selector("h1", LINES) if line.startswith("บาท")]
    assert units == [], "9,000 stays with its unit"


def test_lines_are_high_enough_for_stacked_marks(browser_page: Any) -> None:
    """T-L3: line height at least 1.6 of body text, 1.35 of headings; no letter spacing, no justifying."""
    article = builders.published_article(headline=f"{STACKS} ชั้นที่ปั้มป์ฟื้นฟื้ดญู่")
    page = browser_page(width=360)
    page.goto(article.get_absolute_url())
    for element, min_line_height in [
        ("h1", 1.35),
        ("[itemprop=articleBody] p", 1.6),
        (".site-name", 1.35),
    ]:
        line_height, overflow, spacing, align = page.eval_on_selector(
            element,
            """element => { const style = getComputedStyle(element);
               return [Math.round(100 * parseFloat(style.lineHeight) / parseFloat(style.fontSize)) / 100, style.overflow,
                       style.letterSpacing, style.textAlign]; }""",
        )
        assert line_height >= min_line_height, element
        assert overflow == "visible", element
        assert spacing == "normal", element
        assert align != "justify", element


def test_boxes_with_hidden_overflow_clip_no_mark(browser_page: Any) -> None:
    """T-L3: the section navigation on a phone looks the same with its overflow visible."""
    builders.published_article(section=builders.section(STACKS, "stacks"))
    page = browser_page(width=360)
    page.goto("/section/stacks/")
    page.wait_for_timeout(600)  # the current section has come into sight
    navigation = page.locator(".section-nav > .wrap > ul")
    navigation.evaluate("list => { list.scrollLeft = 0; }")
    assert navigation.evaluate("list => getComputedStyle(list).overflowY") != "visible"
    area = {**navigation.bounding_box(), "width": 200}
    clipped = page.screenshot(clip=area)
    navigation.evaluate("list => { list.style.overflow = 'visible'; }")
    assert page.screenshot(clip=area) == clipped
    assert navigation.evaluate("list => list.scrollHeight <= list.clientHeight")


def test_no_style_sheet_uses_properties_that_break_thai() -> None:
    """T-L1, T-L3, T-L5"""
    for file in (settings.BASE_DIR / "static").rglob("*.css"):
        css = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for value in ("break-all", "line-break", "hyphens", "keep-all", "justify;", "line-clamp"):
            # Not a class of ours that ends like a property.
            assert not re.search(rf"(?<![\w.-]){value}|(?<![\w-])-webkit-{value}", css), file.name
        assert set(re.findall(r"letter-spacing:\s*([^;]+);", css)) <= {"0"}, file.name


def test_the_font_stack_has_fonts_that_place_marks_correctly() -> None:
    """T-L4: fonts of Windows, macOS, Android and Linux that shape ปี่ ป๋ำ ญู; text has no web font."""
    for name in ("site.css", "admin.css"):
        css = (settings.BASE_DIR / "static" / "css" / name).read_text(encoding="utf-8")
        for font in ("Noto Sans Thai", "Sarabun", "Thonburi", "Leelawadee UI", "Loma"):
            assert f'"{font}"' in css, f"{name}: {font}"
        assert "Looped" not in css
        assert css.count("@font-face") == (name == "site.css")


def test_the_headline_face_is_small_ours_and_shapes_every_mark(browser_page: Any) -> None:
    """T-L4: one file of at most 8 kB, preloaded, with its licence; text waits for nothing."""
    fonts = settings.BASE_DIR / "static" / "fonts"
    assert [file.name for file in fonts.glob("*.woff2")] == ["anuphan-700.woff2"]
    assert (fonts / "anuphan-700.woff2").stat().st_size <= 8_000
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text("utf-8")
    css = (settings.BASE_DIR / "static" / "css" / "site.css").read_text("utf-8")
    assert "font-display: optional" in css
    article = builders.published_article(headline=f"{STACKS} ชั้นที่ 12 (3,254 ลบ.)")
    page = browser_page(width=390)
    page.goto(article.get_absolute_url())
    assert page.locator('link[rel="preload"][as="font"]').count() == 1
    loaded = page.evaluate(
        "document.fonts.load('700 20px Anuphan', 'ปี่').then(faces => faces.length)"
    )
    assert loaded == 1
    assert "Anuphan" in page.eval_on_selector("h1", "h1 => getComputedStyle(h1).fontFamily")
    assert "Anuphan" not in page.eval_on_selector(
        "[itemprop=articleBody]", "body => getComputedStyle(body).fontFamily"
    )
