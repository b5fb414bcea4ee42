"""`python -m tests.bench.typing_speed [--keys N]`: what a keystroke costs in a story of 5,000 words.

Types Thai into the body of the article form, in Chromium, 100 ms between keys, in the middle of a
story with photos, and prints median, 95th percentile and maximum of the script that ran from each
keystroke to the next frame, in milliseconds of the main thread; and the longest task in the pause
after them, in which drafts are stored and the language is checked. The aim is a 95th
percentile under 16 ms; it fails above.
"""

from __future__ import annotations

import argparse
import random
from statistics import median, quantiles
from typing import Any

from tests.bench.report import print_row
from tests.bench.throwaway_database import throwaway_database
from tests.conftest import CHROMIUM

WORDS = 5_000
WORDS_IN_PARAGRAPH = 60
PARAGRAPHS_BETWEEN_PHOTOS = 9
MAX_SCRIPT_MS = 16
PAUSE_BETWEEN_KEYS_MS = 100
PAUSE_AFTER_MS = 4000
# Until the photos, the first check of the language and what comes later are there.
SETTLING_MS = 5000
VOCABULARY = (
    "น้ำท่วม จังหวัด ชาวบ้าน เจ้าหน้าที่ รถไฟ ตลาด ประชุม งบประมาณ โรงเรียน เทศบาล สะพาน ฝนตก "
    "เมื่อวานนี้ เปิดเผย ว่า และ ที่ ของ ให้ การ ราคา ข้าว ผู้ว่าฯ ตำรวจ ศาล เลือกตั้ง"
).split()
TYPED = "ชาวบ้านริมน้ำเล่าว่าเรือออกจากท่าไม่ได้ตั้งแต่เช้า"
# Runs from a keystroke until the frame that shows it.
NEXT_FRAME = "() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))"
BODY = ".field-body .tiptap"


def long_body(photo_ids: list[int], words: int = WORDS) -> str:
    """A body of that many words, with photos between its paragraphs."""
    rng = random.Random(2569)
    blocks, photos = [], iter(photo_ids)
    for number in range(words // WORDS_IN_PARAGRAPH + 1):
        # Thai has no spaces between words, but some between clauses.
        text = "".join(
            rng.choice(VOCABULARY) + (" " if rng.random() < 0.1 else "")
            for _ in range(WORDS_IN_PARAGRAPH)
        )
        blocks.append(f"<p>{text}</p>")
        if number % PARAGRAPHS_BETWEEN_PHOTOS == 0 and (pk := next(photos, None)):
            blocks.append(
                f'<figure><img data-file="{pk}" alt=""><figcaption>ภาพ</figcaption></figure>'
            )
    return "".join(blocks)


def type_and_measure(page: Any, keys: int) -> tuple[list[float], float]:
    """Milliseconds of script for each keystroke, and of the longest task in the pause after them."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def script_ms() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return 1000 * next(row["value"] for row in metrics if row["name"] == "ScriptDuration")

    page.evaluate(
        "() => { window.tasks = []; new PerformanceObserver((list) => "
        "tasks.push(...list.getEntries().map(({ duration }) => duration)))"
        ".observe({ type: 'longtask' }); }"
    )
    costs = []
    for index in range(keys):
        before = script_ms()
        page.keyboard.insert_text(TYPED[index % len(TYPED)])
        page.evaluate(NEXT_FRAME)
        costs.append(script_ms() - before)
        page.wait_for_timeout(PAUSE_BETWEEN_KEYS_MS)
    page.evaluate("() => { window.tasks = []; }")
    page.wait_for_timeout(PAUSE_AFTER_MS)
    return costs, page.evaluate("() => Math.max(0, ...window.tasks)")


def open_story(browser: Any, url: str) -> Any:
    """The form of such a story, as its editor, the caret in the middle of the body."""
    from django.conf import settings
    from django.test import Client

    from tests import builders

    photos = [builders.photo(shade=number * 9).pk for number in range(9)]
    article = builders.draft_article(body=long_body(photos))
    client = Client()
    client.force_login(builders.admin_user())
    page = browser.new_page(base_url=url, viewport={"width": 1280, "height": 900}, locale="th-TH")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(f"{BODY} > p").nth(WORDS // WORDS_IN_PARAGRAPH // 2).click()
    page.wait_for_timeout(SETTLING_MS)
    return page


def main() -> None:
    """Measure, print, fail above the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=100, help="keystrokes")
    keys = parser.parse_args().keys
    with throwaway_database():
        from playwright.sync_api import sync_playwright
        from pytest_django.live_server_helper import LiveServer

        server = LiveServer("127.0.0.1")
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
                )
                costs, longest = type_and_measure(open_story(browser, server.url), keys)
                browser.close()
        finally:
            server.stop()
    high = quantiles(costs, n=20)[-1]
    print_row("script of a keystroke, ms", "median", "95th %", "max", "longest task after")
    # The browser names no task under 50 ms.
    pause = f"{longest:.0f} ms" if longest else "< 50 ms"
    print_row("", f"{median(costs):.1f}", f"{high:.1f}", f"{max(costs):.1f}", pause)
    if high >= MAX_SCRIPT_MS:
        raise SystemExit(f"a keystroke costs more than {MAX_SCRIPT_MS} ms of script")


if __name__ == "__main__":
    main()
