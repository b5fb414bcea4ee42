"""Listening to a story. Chromium has no Thai voice on a server: the browser's speech is recorded."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests import builders
from tests.axe import TOO_WIDE, problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# `speech.spoken` has the texts; `speech.finish()` ends the current one as the browser would.
SPEECH = """
  window.speech = Object.assign(new EventTarget(), {
    spoken: [], current: null, voices: %s,
    getVoices() { return this.voices },
    speak(one) { this.spoken.push(one.text); this.current = one },
    cancel() { this.current?.dispatchEvent(new Event("error")); this.current = null },
    finish() { const one = this.current; this.current = null; one.dispatchEvent(new Event("end")) },
  });
  Object.defineProperty(window, "speechSynthesis", { value: window.speech });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text }
  };
"""
THAI = '[{lang: "en-GB"}, {lang: "th-TH", localService: true}]'
BODY = (
    "<p>วรรคแรก ของข่าว</p><h2>หัวข้อ</h2><ul><li><p>ข้อหนึ่ง</p></li></ul>"
    "<table><tbody><tr><td>ในตาราง</td><td>1</td></tr><tr><td>แถวสอง</td><td>2</td></tr></tbody></table>"
    f"<p>{'คำยาวไม่เว้นวรรค' * 40}</p>"
)


def open_story(browser_page: Any, voices: str, width: int = 390) -> Any:
    article = builders.published_article(
        headline="น้ำท่วมถึงโรงพยาบาล", standfirst="โปรยข่าว", body=BODY,
        section=builders.section("กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อมระดับจังหวัด"),
    )  # fmt: skip
    page = browser_page(width=width)
    page.add_init_script(SPEECH % voices)
    page.goto(article.get_absolute_url())
    return page


def test_a_story_is_read_in_pieces_and_goes_on_where_it_was_paused(browser_page: Any) -> None:
    page = open_story(browser_page, THAI)
    page.get_by_role("button", name="ฟังข่าว").click()
    page.evaluate("speech.finish(); speech.finish()")
    # Without what only the line breaker needs.
    spoken = page.evaluate("speech.spoken")
    assert spoken == ["น้ำท่วมถึงโรงพยาบาล", "โปรยข่าว", "วรรคแรก ของข่าว"]
    assert page.locator(".being-read").inner_text() == "วรรคแรก ของข่าว"
    page.get_by_role("button", name="พักการฟัง").click()
    assert page.evaluate("speech.current") is None
    assert page.locator(".being-read").count() == 0
    page.get_by_role("button", name="ฟังต่อ").click()
    while page.evaluate("speech.current !== null"):
        page.evaluate("speech.finish()")
    spoken = page.evaluate("speech.spoken")[3:]
    assert spoken[:3] == ["วรรคแรก ของข่าว", "หัวข้อ", "ข้อหนึ่ง"]
    assert "".join(spoken[3:]) == "คำยาวไม่เว้นวรรค" * 40
    assert max(map(len, spoken)) <= 320
    page.get_by_role("button", name="ฟังข่าว").click()
    assert page.evaluate("speech.spoken.at(-1)") == "น้ำท่วมถึงโรงพยาบาล"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_voice_that_comes_late_moves_nothing(browser_page: Any, width: int) -> None:
    page = open_story(browser_page, "[]", width)
    place = "JSON.stringify(document.querySelector('h1').getBoundingClientRect())"
    before = page.evaluate(place)
    assert not page.locator("[data-listen]").is_visible()
    page.evaluate(
        "speech.voices = [{lang: 'th_TH'}]; speech.dispatchEvent(new Event('voiceschanged'))"
    )
    expect(page.locator("[data-listen]")).to_be_visible()
    assert page.evaluate(place) == before
    assert page.evaluate(TOO_WIDE) == ""
    kicker = page.locator(".article-head .kicker a").bounding_box()
    button = page.locator("[data-listen]").bounding_box()
    assert kicker["x"] + kicker["width"] <= button["x"]
    assert problems(page, "story with a voice") == []


@pytest.mark.parametrize("voices", ["[]", '[{lang: "en-US"}, {lang: "ta-IN"}]'])
def test_nothing_is_offered_without_a_thai_voice(browser_page: Any, voices: str) -> None:
    page = open_story(browser_page, voices)
    assert not page.locator("[data-listen]").is_visible()
