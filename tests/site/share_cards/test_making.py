"""Which pages have a share card, when it is made, and when it goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from newsroom.articles.models import Article, Author, Section
from newsroom.site.models import SiteSettings
from newsroom.site.share_cards import making
from newsroom.site.share_cards.making import make_outdated_cards
from newsroom.syndication.models import ShareCard
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """A context in which what waits for the commit runs at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def always() -> bool:
    return True


def og_image(client: Client, url: str) -> str:
    html = client.get(url).content.decode()
    found = re.findall(r'<meta property="og:image" content="http://testserver([^"]+)"', html)
    assert len(found) == 1, (url, found)
    return found[0]


def test_a_card_is_made_when_an_article_without_photo_is_saved(commits: Any) -> None:
    with commits():
        article = builders.published_article(headline="น้ำลดแล้ว")
    card = ShareCard.objects.get(kind="article", object_id=article.pk)
    assert default_storage.exists(card.file_name)
    assert card.text == "น้ำลดแล้ว"
    with commits():
        article.save()
    assert ShareCard.objects.get(pk=card.pk).file_name == card.file_name


def test_another_headline_makes_another_file_and_keeps_the_former_until_the_next(
    commits: Any,
) -> None:
    with commits():
        article = builders.published_article(headline="หนึ่ง")
    names = []
    for headline in ("สอง", "สาม"):
        names.append(ShareCard.objects.get(kind="article").file_name)
        article.headline = headline
        with commits():
            article.save()
    assert not default_storage.exists(names[0])
    assert default_storage.exists(names[1])


@pytest.mark.parametrize("state", ["draft_article", "review_article", "withdrawn_article"])
def test_what_readers_may_not_see_has_no_card(commits: Any, state: str) -> None:
    with commits():
        getattr(builders, state)()
    assert not ShareCard.objects.filter(kind="article").exists()


def test_the_card_of_a_withdrawn_or_deleted_article_is_deleted(commits: Any) -> None:
    with commits():
        withdrawn, deleted = builders.published_article(), builders.published_article()
    names = list(ShareCard.objects.filter(kind="article").values_list("file_name", flat=True))
    assert len(names) == 2
    with commits():
        builders.withdraw(withdrawn)
        deleted.delete()
    assert not ShareCard.objects.filter(kind="article").exists()
    assert not any(default_storage.exists(name) for name in names)


def test_every_kind_of_page_names_a_picture(client: Client, commits: Any) -> None:
    with commits():
        SiteSettings(name="อ่าวทรายโพสต์").save()
        article = builders.published_article(tags=["น้ำท่วม"])
        for _ in range(making.MIN_TAG_ARTICLES):
            builders.published_article(tags=["ชายหาด"], lead_photo=builders.photo())
        scarce, common = builders.tag("น้ำท่วม"), builders.tag("ชายหาด")
    make_outdated_cards(always)
    with_photo = Article.objects.exclude(lead_photo=None)[:1].get()
    pages = {
        url: og_image(client, url)
        for url in (
            "/",
            article.get_absolute_url(),
            Section.objects.get().get_absolute_url(),
            Author.objects.get().get_absolute_url(),
            common.get_absolute_url(),
            "/about/",
        )
    }
    assert len(set(pages.values())) == len(pages)
    for url in ("/archive/", "/search/?q=ก", "/news/99999/", scarce.get_absolute_url()):
        assert og_image(client, url) == pages["/"]
    assert "/media/photos/" in og_image(client, with_photo.get_absolute_url())
    for url in pages.values():
        assert default_storage.exists(url.removeprefix("/media/"))
    html = client.get(article.get_absolute_url()).content.decode()
    assert "/media/cards/" not in html.split("ld+json")[1].split("</script>")[0]


def test_a_new_name_or_colour_makes_all_cards_anew(commits: Any) -> None:
    with commits():
        SiteSettings(name="อ่าวทรายโพสต์").save()
        builders.published_article()
    make_outdated_cards(always)
    before = dict(ShareCard.objects.values_list("kind", "digest"))
    assert make_outdated_cards(always) == 0
    site = SiteSettings.get_current()
    site.palette = "plum"
    with commits():
        site.save()
    assert make_outdated_cards(always) > 0
    after = dict(ShareCard.objects.values_list("kind", "digest"))
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


def test_an_import_leaves_its_cards_to_the_periodic_task(commits: Any, monkeypatch: Any) -> None:
    with commits():
        articles = [builders.published_article() for _ in range(7)]
    ShareCard.objects.filter(kind="article").delete()
    monkeypatch.setattr(making, "draw_card", lambda *args: pytest.fail("drawn at once"))
    from newsroom.articles.signals import notify_articles_changed

    with commits():
        notify_articles_changed([article.pk for article in articles])
    monkeypatch.undo()
    assert make_outdated_cards(always) >= 7
    assert ShareCard.objects.filter(kind="article").count() == 7


def test_the_task_stops_when_it_is_told_to() -> None:
    for _ in range(3):
        builders.published_article()
    assert make_outdated_cards(lambda: False) == 0


def test_no_reader_waits_for_a_card(client: Client, monkeypatch: Any) -> None:
    article = builders.published_article()
    monkeypatch.setattr(making, "draw_card", lambda *args: pytest.fail("drawn for a reader"))
    assert client.get(article.get_absolute_url()).status_code == 200


def test_own_texts_stand_in_the_meta_tags_and_on_the_card(client: Client, commits: Any) -> None:
    with commits():
        article = builders.published_article(
            meta_title="น้ำท่วมภาคใต้ ล่าสุด",
            meta_description="อ่านสถานการณ์",
            card_text="ท่วมแล้ว 5 หมู่บ้าน",
        )
    html = client.get(article.get_absolute_url()).content.decode()
    assert "<title>น้ำท่วมภาคใต้ ล่าสุด |" in html
    assert '<meta property="og:title" content="น้ำท่วมภาคใต้ ล่าสุด">' in html
    assert '<meta name="description" content="อ่านสถานการณ์">' in html
    assert '<meta property="og:image:alt" content="ท่วมแล้ว 5 หมู่บ้าน">' in html
    assert 'content="max-image-preview:large, max-snippet:-1"' in html
    assert (
        f'"article:author" content="http://testserver{builders.author().get_absolute_url()}"'
        in html
    )
