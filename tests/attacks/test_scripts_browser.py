"""No text that anybody may write runs a script: in Chromium, with and without CSP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.db import transaction

from newsroom.articles.models import Article, Author, Section
from newsroom.articles.signals import notify_once
from newsroom.body.pipeline import clean_body
from newsroom.comments.commenters import get_or_create_commenter
from newsroom.comments.models import Comment
from newsroom.comments.services import update_comment_counts
from newsroom.pages.models import Menu, MenuItem
from newsroom.site.models import SiteSettings
from tests import builders
from tests.attacks.scripts import DORMANT, FOREIGN, SCRIPTS, WATCH

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
# As many as stand on lists and in menus at once.
PEOPLE, SECTIONS, ARTICLES = 12, 12, len(SCRIPTS)


@pytest.fixture
def hostile_site(db: Any) -> Article:
    """Each payload in every text that readers or staff see; returns the article with all of them."""
    joined = " ".join(SCRIPTS)
    everything = "".join(f"<p>{script}</p>" for script in SCRIPTS)
    with transaction.atomic(), notify_once():
        SiteSettings(
            name=SCRIPTS[5], tagline=SCRIPTS[0], publisher=SCRIPTS[79], postal_address=joined,
            email="desk@example.com",
        ).save()  # fmt: skip
        about = builders.write_page("about", clean_body(everything), title=SCRIPTS[12][:150])
        builders.write_page("privacy", clean_body(everything), title=SCRIPTS[0][:150], parent=about)
        for place in Menu.Place.values:
            menu = Menu.objects.create(place=place)
            for script in SCRIPTS[::8]:
                MenuItem.objects.create(menu=menu, label=script[:60], url="/archive/")
        photos = [
            builders.photo(shade=shade, alt=joined[:250], caption=joined[:500], credit=script)
            for shade, script in enumerate((SCRIPTS[12], SCRIPTS[78]))
        ]
        people = [
            Author.objects.create(name=script[:100], slug=f"author-{number}", bio=joined)
            for number, script in enumerate(SCRIPTS[::8])
        ]
        sections = [
            Section.objects.create(name=script[:60], slug=f"section-{number}", position=number)
            for number, script in enumerate(SCRIPTS[::8])
        ]
        for number, script in enumerate(SCRIPTS):
            builders.published_article(
                headline=script[:255],
                standfirst=script,
                dateline=script[:60],
                section=sections[number % len(sections)],
                authors=[people[number % len(people)]],
                tags=[f"ชายหาด {script}"[:60]],
                body=clean_body(f"<p>{script}</p>"),
                lead_photo=photos[number % 2],
            )
        figure = f'<figure><img data-file="{photos[0].pk}" alt=""><figcaption>'
        article = builders.published_article(
            headline=SCRIPTS[12],
            lead_photo=photos[0],
            section=sections[0],
            authors=people,
            tags=["ชายหาด", SCRIPTS[12]],
            credits=[(script[:60], script[:100]) for script in SCRIPTS[::4]],
            body=clean_body(everything + figure + joined + "</figcaption></figure>"),
        )
        builders.correction(article, text=joined)
        Comment.objects.bulk_create(
            Comment(article=article, name=script[:40], body=script, status=status)
            for script in SCRIPTS
            for status in ("visible", "pending")
        )
        update_comment_counts([article.pk])
        get_or_create_commenter(SCRIPTS[12][:40], "a@example.com")
    return article


def readers_pages(article: Article) -> Iterator[str]:
    yield "/"
    yield from (f"/section/section-{number}/" for number in (0, 5, 9))
    yield "/author/author-0/"
    yield article.tags.all()[0].get_absolute_url()
    yield f"/archive/{article.published_at:%Y/%m}/"
    yield article.get_absolute_url()
    yield f"{article.get_absolute_url()}comments/?page=2"
    yield f"{article.get_absolute_url()}comments/reply/{article.comments.first().pk}/"
    yield from ("/about/", "/contact/", "/privacy/", "/corrections/", "/feed/", "/feed/atom/")
    yield from (f"/search/?q={quote(script)}" for script in SCRIPTS[::12])
    yield f"/search/?q={quote('ชายหาด')}&page={quote(SCRIPTS[12])}"
    yield f"/news/999999/{quote(SCRIPTS[78], safe='')}/"
    yield f"/tag/{quote(SCRIPTS[12], safe='')}/"


def staff_pages(article: Article) -> Iterator[str]:
    here = f"/admin/articles/article/{article.pk}"
    yield "/admin/"
    yield from (f"{here}/change/", f"{here}/history/", f"{here}/preview/", f"{here}/delete/")
    yield from (
        f"/admin/{part}/"
        for part in (
            "articles/article", "articles/tag", "articles/author", "articles/section", "images/photo",
            "comments/comment", "comments/commenter", "audit/auditlogentry", "site/frontpagearticle",
            "site/sitesettings/1/change", "images/photo/library",
            f"comments/comment/{article.comments.first().pk}/change",
            f"images/photo/{article.lead_photo_id}/change",
        )
    )  # fmt: skip
    yield f"/admin/articles/article/?q={quote(SCRIPTS[12])}"


def without_csp(route: Any) -> None:
    """Let the page through without its Content-Security-Policy."""
    if route.request.resource_type != "document" or FOREIGN in route.request.url:
        route.continue_()
        return
    response = route.fetch(max_redirects=0)
    headers = {
        name: value
        for name, value in response.headers.items()
        if name.lower() != "content-security-policy"
    }
    route.fulfill(response=response, headers=headers)


def what_ran(page: Any, pages: Iterator[str]) -> list[str]:
    """What a page did that none may do, by address."""
    found: list[str] = []
    requested: list[str] = []
    page.add_init_script(WATCH)
    page.on("request", lambda request: requested.append(request.url))
    for url in pages:
        requested.clear()
        page.goto(url)
        own = urlsplit(page.url).netloc
        foreign = [
            request
            for request in requested
            if request.startswith("http") and urlsplit(request).netloc != own
        ]
        ran = page.evaluate("window.fired || []") + page.evaluate(DORMANT) + foreign
        found += [f"{url[:80]}: {what}" for what in ran]
    # Chromium logs pages with status 404, and photos that no folder has, as failed loads.
    page.problems[:] = [text for text in page.problems if "Failed to load resource" not in text]
    return found


def test_no_page_runs_anything(hostile_site: Article, browser_page: Any, sign_in: Any) -> None:
    assert what_ran(browser_page(), readers_pages(hostile_site)) == []
    page = browser_page()
    page.route("**/*", without_csp)
    assert what_ran(page, readers_pages(hostile_site)) == []
    page = browser_page()
    sign_in(page, builders.admin_user())
    assert what_ran(page, staff_pages(hostile_site)) == []


def test_what_is_not_escaped_is_noticed(browser_page: Any) -> None:
    """The payloads as they stand: what the test above would find."""
    page = browser_page()
    page.route("**/raw/*", lambda route: route.fulfill(body=_raw(route), content_type="text/html"))
    page.route(f"**//{FOREIGN}/**", lambda route: route.abort())
    pages = [f"/raw/{number}" for number in range(0, 63, 3)]
    found = what_ran(page, iter(pages))
    noticed = {line.partition(":")[0] for line in found}
    assert len(noticed) >= 15, set(pages) - noticed
    page.problems.clear()


def _raw(route: Any) -> str:
    number = route.request.url.rpartition("/")[2]
    script = SCRIPTS[int(number)] if number.isdecimal() else ""
    return f"<!doctype html><meta charset=utf-8><title>x</title><p>{script}</p>"
