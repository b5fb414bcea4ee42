"""What readers' browsers make of pages: pictures as wide as said, nothing moves, back is at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Error

from newsroom.articles.models import Article
from newsroom.images.library import add_photo
from newsroom.site.frontdesk import Arrangement, arrange
from tests import builders
from tests.conftest import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 768, 1280)
# `sizes` may be wrong by a tenth: no browser would choose another file for it.
SLACK = 0.1
# Of each picture: what its `sizes` says, in CSS pixels, and how wide it stands.
MEASURED = """async () => {
  const pictures = [...document.images];
  pictures.forEach((one) => { one.loading = "eager"; });
  await Promise.all(pictures.map((one) => one.decode()));
  return pictures.map((one) => [one.sizes, one.naturalWidth, one.getBoundingClientRect().width]);
}"""
WATCH = """
window.shifts = []; window.largest = null;
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  shifts.push([one.value, ...one.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? "")]);
})).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach(({ element }) => {
  largest = element?.tagName === "IMG" ? `IMG ${element.fetchPriority}` : "text";
})).observe({ type: "largest-contentful-paint", buffered: true });
"""
PAINTED = "new Promise((done) => setTimeout(() => requestAnimationFrame(done), 300))"
SCROLLED = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 400) {
    scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 20));
  }
  await Promise.all([...document.images].map((one) => one.decode()));
  await new Promise((done) => setTimeout(done, 200));
  return shifts;
}"""


def a_photo(width: int = 1200, height: int = 800) -> Any:
    """A picture with much to see: to a browser an empty one is not the largest thing of a page."""
    file = io.BytesIO()
    spots = Image.effect_noise((width // 20, height // 20), 60).resize((width, height))
    spots.convert("RGB").save(file, "JPEG", quality=70)
    return add_photo(file=ContentFile(file.getvalue(), name="ท่าเรือ.jpg"), alt="ท่าเรือยามเช้า")


@pytest.fixture
def paper(db: Any) -> Article:
    """A paper with a full front page, a list in every place, and a story with every picture."""
    photo, face = a_photo(), a_photo(400, 400)
    writer = builders.author(photo=face, bio="เขียนข่าวทะเลมายี่สิบปี", job_title="ผู้สื่อข่าวอาวุโส")
    figure = (
        f'<figure><img data-file="{photo.pk}" alt="ริมท่า"><figcaption>ริมท่า</figcaption></figure>'
    )
    now = timezone.now()
    stories = [
        builders.published_article(
            lead_photo=photo,
            authors=[writer],
            section=builders.section("กีฬา", "sport") if number % 3 else builders.section(),
            body=builders.BODY
            + figure
            + f'<figure data-gallery="">{figure * 2}</figure>'
            + f'<figure data-gallery="">{figure * 3}</figure>',
            published_at=now - timedelta(hours=number),
        )
        for number in range(1, 15)
    ]
    # In every list a story without a photo stands before the first one with it.
    builders.published_article(authors=[writer], published_at=now - timedelta(minutes=1))
    arrange(Arrangement(lead=[stories[0].pk]), by=None)
    for story in stories[:4]:
        builders.visible_comment(story)
    return stories[0]


def pages(story: Article) -> dict[str, str]:
    """The pages with pictures."""
    return {
        "home": "/",
        "article": story.get_absolute_url(),
        "section": "/section/local/",
        "search": "/search/?q=ชายหาด",
        "tag": story.tags.first().get_absolute_url(),  # type: ignore[union-attr]
        "author": "/author/phaithun/",
        "archive month": f"/archive/{timezone.localtime():%Y/%m}/",
    }


@pytest.mark.parametrize("is_read", [False, True], ids=["unread", "read"])
def test_pictures_stand_as_wide_as_their_sizes_say(
    paper: Article, browser_page: Any, is_read: bool
) -> None:
    """Beside the most read stories those of the front page have less room."""
    if is_read:
        builders.read_by(paper, readers=3)
    wrong, seen = [], 0
    for width in WIDTHS:
        page = browser_page(width=width)
        for name, address in pages(paper).items():
            page.goto(address)
            for sizes, said, shown in page.evaluate(MEASURED):
                seen += 1
                if abs(said - shown) > SLACK * shown:
                    wrong.append(f"{name} at {width}: {said} is said, {shown:.0f} shown: {sizes}")
    assert wrong == []
    assert seen > 200


def open_slowly(page: Any, address: str) -> None:
    """As on a slow line: the pictures come when the words have long been painted."""
    page.route("**/media/**", lambda route: None)
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    page.unroute("**/media/**")  # lets go on what was held
    page.wait_for_load_state()
    page.evaluate(PAINTED)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_and_the_largest_thing_does_not_wait(
    paper: Article, browser_page: Any, width: int
) -> None:
    builders.read_by(paper, readers=3)
    addresses = pages(paper)
    for name in ("home", "article", "section", "search", "author"):
        page = browser_page(width=width)
        page.add_init_script(WATCH)
        open_slowly(page, addresses[name])
        assert page.evaluate("largest") in ("text", "IMG high"), name
        urgent = page.locator("main img[fetchpriority=high]")
        assert urgent.count() == (2 if name == "author" else 1), name
        assert urgent.last.bounding_box()["y"] < 900, f"{name}: nobody sees the eager picture"
        assert page.evaluate(SCROLLED) == [], name
        page.context.close()


@pytest.fixture(scope="module")
def chromium_that_keeps(chromium: Any) -> Iterator[Any]:
    """Chromium as readers have it: Playwright forbids its own to keep pages that were left."""
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


def test_going_back_shows_the_page_that_was_left(
    paper: Article, chromium_that_keeps: Any, live_server: Any
) -> None:
    for name, address in pages(paper).items():
        page = chromium_that_keeps.new_context(base_url=live_server.url).new_page()
        page.goto(address)
        page.evaluate(
            "addEventListener('pageshow', ({ persisted }) => { window.isKept = persisted })"
        )
        page.goto("/about/")
        page.evaluate("void setTimeout(() => history.back())")
        # Playwright is not told when an old page is shown again, and may ask the one that goes.
        for _ in range(50):
            page.wait_for_timeout(50)
            with suppress(Error):
                if page.evaluate("location.pathname") != "/about/":
                    break
        reasons = "performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons"
        assert page.evaluate("window.isKept"), f"{name}: {page.evaluate(reasons)}"
        page.context.close()
