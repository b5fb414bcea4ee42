"""How Thai text stands on the page, measured in Chromium (T-L)."""

from __future__ import annotations

from typing import Any

import pytest

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


@pytest.mark.parametrize("width", [320, 360, 411, 768])
def test_no_line_begins_with_a_repetition_mark_and_nothing_overflows(
    browser_page: Any, width: int
) -> None:
    """T-L1, T-L2: ๆ stays with its word at every width; a long headline wraps."""
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
            assert line[0] not in "ๆฯ" + "".join(map(chr, range(0x0E47, 0x0E4F))), line
    numbers = [line for line in page.eval_on_selector("h1", LINES) if line.startswith("บาท")]
    assert numbers == [], "9,000 stays with its unit"


def test_marks_are_neither_cut_off_nor_laid_over_the_line_above(browser_page: Any) -> None:
    """T-L3: stacked marks need room; a line of Thai is at least 1.3 times its letters' height."""
    article = builders.published_article(headline="ที่นี้ปี๊บตู้ปู่ปรู๊ฎฐู ชั้นที่ปั้มป์ฟื้นฟื้ดญู่")
    page = browser_page(width=360)
    page.goto(article.get_absolute_url())
    for element in ("h1", "[itemprop=articleBody] p", ".masthead-name"):
        ratio, hidden = page.eval_on_selector(
            element,
            """element => { const style = getComputedStyle(element);
               return [parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.overflow]; }""",
        )
        assert ratio >= 1.3, element
        assert hidden == "visible", element
