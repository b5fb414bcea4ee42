"""Pages of the demo and of imported stories pass the Nu checker, axe, schema.org and the rules of feeds.

`tests/test_every_page.py` holds every template to the first two, with stories made for it; here the
stories are as others wrote them. NEWSROOM_TEST_ARTICLES=FILE.jsonl (as of `export_articles`) adds a
site of your own, of which up to `MAX_ARTICLES` are looked at.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.pages.models import Page
from newsroom.site.demo.loader import load_demo
from newsroom.site.models import SiteSettings
from tests import axe
from tests.body.bodies import WORDPRESS_BODIES
from tests.nu import nu_problems
from tests.syndication.feed_rules import problems as feed_problems
from tests.syndication.test_schema import json_ld
from tests.syndication.test_schema import problems as schema_problems
from tests.transfer.wordpress.exports import comment, export, import_wordpress, item

pytestmark = pytest.mark.slow
MAX_ARTICLES = int(os.environ.get("NEWSROOM_TEST_ARTICLES_MAX", "120"))
FEEDS = ("", "atom/")


def import_from_wordpress(folder: Path) -> None:
    """Bodies as the editors and plugins of WordPress left them, with answers to comments."""
    SiteSettings(name="อ่าวทรายโพสต์").save()
    items = [
        item(
            number, content=body, comments=comment(number * 2) + comment(number * 2 + 1, number * 2)
        )
        for number, body in enumerate(WORDPRESS_BODIES, start=1)
    ]
    page = item(
        999, type="page", title="ลงโฆษณา", content="<p>อัตรา</p>[gallery]<script>x()</script>"
    )
    import_wordpress(export(folder, *items, page))


def import_given(folder: Path) -> None:
    if "NEWSROOM_TEST_ARTICLES" not in os.environ:
        pytest.skip("no NEWSROOM_TEST_ARTICLES")
    SiteSettings(name="อ่าวทรายโพสต์").save()
    file = Path(os.environ["NEWSROOM_TEST_ARTICLES"])
    call_command("import_articles", file, stdout=io.StringIO(), stderr=io.StringIO())


CONTENTS: dict[str, Callable[[Path], Any]] = {
    "demo": lambda folder: load_demo(),
    "wordpress": import_from_wordpress,
    "given": import_given,
}


@pytest.fixture(params=list(CONTENTS))
def contents(request: Any, db: None, tmp_path: Path) -> str:
    """A site with these contents."""
    folder = tmp_path / "import"
    folder.mkdir()
    CONTENTS[request.param](folder)
    return request.param


def article_urls() -> list[str]:
    """Of the public articles, evenly from the oldest to the newest."""
    articles = list(Article.objects.published().order_by("pk"))
    step = max(1, -(-len(articles) // MAX_ARTICLES))
    return [article.get_absolute_url() for article in articles[::step]]


def list_urls(count: int = 8) -> list[str]:
    """`count` of each kind of list, and all pages."""
    rows = [
        *Section.objects.all()[:count],
        *Author.objects.all()[:count],
        *Tag.objects.public(timezone.now())[:count],
    ]
    pages = [page for page in Page.objects.all() if page.is_published]
    urls = [row.get_absolute_url() for row in (*rows, *pages)]
    return ["/", "/archive/", "/tag/", "/place/", "/corrections/", "/search/?q=น้ำ", *urls]


def assert_nu_finds_nothing(client: Client, tmp_path: Path) -> None:
    for number, url in enumerate([*list_urls(), *article_urls()]):
        response = client.get(url)
        assert response.status_code == 200, url
        (tmp_path / f"{number:04}.html").write_bytes(response.content)
    assert number > 10
    assert nu_problems(tmp_path) == []


def assert_schema_org_knows_the_data(client: Client) -> None:
    urls = ["/", *article_urls()]
    found = {url: schema_problems(json_ld(client, url)) for url in urls}
    assert {url: faults for url, faults in found.items() if faults} == {}


def assert_feeds_keep_their_rules(client: Client) -> None:
    places = [row for row in list_urls() if row.startswith(("/section/", "/tag/", "/author/"))]
    articles = [f"{url}comments/" for url in article_urls()[:20]]
    found = {}
    for url in ["/", *(place for place in places if place != "/tag/"), *articles]:
        for format in FEEDS:
            response = client.get(f"{url}feed/{format}")
            assert response.status_code == 200, response.request["PATH_INFO"]
            found[f"{url}{format}"] = feed_problems(response.content)
    assert {url: faults for url, faults in found.items() if faults} == {}


def test_pages_and_feeds_keep_the_rules(contents: str, client: Client, tmp_path: Path) -> None:
    """In one test, because the contents take as long to make as to check."""
    assert_nu_finds_nothing(client, tmp_path)
    assert_schema_org_knows_the_data(client)
    assert_feeds_keep_their_rules(client)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing(contents: str, browser_page: Any) -> None:
    page = browser_page(width=390)
    for url in [*list_urls(2), *article_urls()[:8]]:
        page.goto(url)
        axe.assert_good(page, url)
