"""Lines of 200 real stories in Chromium at the widths of phones (T-L2, T-L6).

`real_stories.txt`: headline and beginning of press news of the Thai government, which is in the public
domain (Copyright Act B.E. 2537, section 7), from PyThaiNLP's thaigov corpus.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from newsroom.thai.lines.joiners import WORD_JOINER, join_words
from newsroom.thai.lines.typography import headline_html, headline_size, typeset
from newsroom.thai.segmentation import segment_words
from tests.thai.lines.test_joiners import TORN
from tests.torn_words import Browser, plain_breaks

pytestmark = pytest.mark.browser

# Within a word that browsers are known to tear, no line may end at all.
TORN_PATTERN = re.compile("|".join(sorted(TORN, reverse=True)))
STORIES = Path(__file__).with_name("real_stories.txt").read_text("utf-8").splitlines()
COMMON_WORDS = (
    "ประเทศ สถานการณ์ กิจกรรม ยุติธรรม ภูมิภาค ประชาสัมพันธ์ จังหวัด สำนักงาน มหาวิทยาลัย โครงการ".split()
)
NEVER_FIRST, NEVER_LAST = "ๆฯะาำๅ", "เแโใไ"
# The lines of each paragraph, as the characters between the line ends that the browser chose.
LINES = """elements => elements.map(element => {
  const lines = [], range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let bottom = null, line = "";
  for (let node; (node = walker.nextNode()); )
    for (let offset = 0; offset < node.length; offset++) {
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      const box = range.getClientRects()[0];
      if (box && box.width && bottom !== null && box.bottom - bottom > box.height / 2) {
        lines.push(line);
        line = "";
      }
      if (box && box.width) bottom = box.bottom;
      line += node.data[offset];
    }
  return [...lines, line];
})"""


def page_of_stories() -> str:
    folder = settings.BASE_DIR / "static" / "css"
    css = "".join((folder / name).read_text("utf-8") for name in ("site.css", "story.css"))
    stories = [story.split("\t") for story in STORIES]
    html = "".join(
        f'<h1 class="headline-{headline_size(headline)}">{headline_html(headline)}</h1><p>{typeset(text)}</p>'
        for headline, text in stories
    )
    return (
        f'<html lang="th"><style>{css}</style><main class="wrap"><div class="article-body">{html}'
    )


@pytest.mark.parametrize("width", [320, 360, 390, 430])
def test_no_line_of_200_real_stories_tears_a_word(chromium: Any, width: int) -> None:
    """T-L6: nor does one begin with ๆ ฯ ะ า ำ or a mark, or end with เ แ โ ใ ไ."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_content(page_of_stories())
    paragraphs = page.eval_on_selector_all("h1, p", LINES)
    page.close()
    assert len(paragraphs) == 2 * len(STORIES)
    assert sum(map(len, paragraphs)) > 2500
    faults = [fault for lines in paragraphs for fault in faults_of(lines)]
    assert faults == []


def test_joiners_make_no_new_line_end_in_a_word_that_browsers_keep_whole(chromium: Any) -> None:
    """A joiner divides the text that a browser looks words up in: ประเท|ศ made it break ประ|เทศ."""
    page = chromium.new_page()
    browser = Browser(page)
    texts = [text for story in STORIES for text in story.split("\t")]
    texts += [f"เอกอัครราชทูตประจำ{word}ไทย" for word in COMMON_WORDS]
    joined = [join_words(text) for text in texts]
    new: list[str] = []
    count = 0
    for text, before, after in zip(
        texts, browser.breaks(texts), plain_breaks(browser, joined), strict=True
    ):
        at = 0
        for word in segment_words(text):
            inside = range(at + 1, at + len(word))
            new += [
                f"{text[at:end]}|{text[end : at + len(word)]}"
                for end in inside
                if end in after - before
            ]
            at += len(word)
            count += 1
    page.close()
    assert count > 15_000
    assert len(new) <= count / 500, new
    assert not [one for one in new if one.replace("|", "") in COMMON_WORDS]


def faults_of(lines: list[str]) -> list[str]:
    """The line ends that are wrong, with `|` where the line ends."""
    plain_lines = [line.replace(WORD_JOINER, "") for line in lines]
    text = "".join(plain_lines)
    torn_at = joints(join_words(text)) | {
        match.start() + offset
        for match in TORN_PATTERN.finditer(text)
        for offset in range(1, len(match.group()))
    }
    found, at = [], 0
    for line, following in pairwise(plain_lines):
        at += len(line)
        last, first = line.rstrip()[-1:], following.lstrip()[:1]
        if (
            at in torn_at
            or first in NEVER_FIRST
            or unicodedata.category(first or " ") == "Mn"
            or last in NEVER_LAST
        ):
            found.append(f"{line[-12:]}|{following[:12]}")
    return found


def joints(joined: str) -> set[int]:
    """Offsets of the joiners, in the text without them."""
    offsets = [offset for offset, character in enumerate(joined) if character == WORD_JOINER]
    return {offset - index for index, offset in enumerate(offsets)}
