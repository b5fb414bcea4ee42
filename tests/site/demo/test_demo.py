"""Loading the demo into an empty database, and removing exactly the demo.

One module for both, because loading takes as long as a hundred other tests.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.comments.models import Comment
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.planning.models import Idea
from newsroom.site.models import DemoItem, SiteSettings
from newsroom.web.page_cache.store import BROTLI_QUALITY
from newsroom.web.staticfiles import minified
from tests import builders

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def media_folder(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Path]:
    """The demo loaded once; each test rolls its changes back."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder):
            call_command("load_demo")
        with django_db_blocker.block():
            yield folder
        transaction.set_rollback(True)


@pytest.fixture
def demo(media_folder: Path, db: None, settings: Any) -> None:
    """A database with the demo and nothing else."""
    shutil.copytree(media_folder, settings.MEDIA_ROOT)


@pytest.mark.usefixtures("demo")
def test_the_demo_has_articles_and_comments_in_every_state(client: Client) -> None:
    public = Article.objects.published()
    assert public.count() == 17
    assert Article.objects.scheduled().count() == 1
    assert Article.objects.filter(status="draft").count() == 1
    assert not public.filter(lead_photo=None).exists()
    assert public.filter(comments_open=False).count() == 1
    assert set(Comment.objects.values_list("status", flat=True)) == {
        "visible",
        "pending",
        "hidden",
        "spam",
    }
    assert SiteSettings.get_current().name == "อ่าวทรายโพสต์"
    for url in [
        "/",
        "/archive/",
        "/about/",
        "/privacy/",
        *(article.get_absolute_url() for article in public),
    ]:
        assert client.get(url).status_code == 200, url
    with pytest.raises(CommandError, match="มีข่าวอยู่แล้ว"):
        call_command("load_demo")


@pytest.mark.usefixtures("demo")
def test_the_demo_shows_what_a_story_can_have(client: Client) -> None:
    public = Article.objects.published()
    assert public.filter(visible_comment_count=40).count() == 1
    assert set(public.values_list("kind", flat=True)) >= {"opinion", "report", "press-release"}
    assert public.filter(place__isnull=False).count() == 3
    assert client.get("/place/").status_code == 200
    long_read = public.get(reading_minutes__gte=5)
    page = client.get(long_read.get_absolute_url()).content.decode()
    for sign in ('class="contents"', 'class="fact-box"', 'class="pull-quote', "<table"):
        assert sign in page
    bodies = "".join(public.values_list("body", flat=True))
    assert "data-gallery" in bodies
    assert "data-embed" in bodies
    assert Tag.objects.exclude(description="").exclude(photo=None).count() == 1
    home = client.get("/").content.decode()
    assert "น้ำทะเลหนุนสูงถึงเที่ยงคืนนี้" in home
    assert "ข่าวยอดนิยม" in home
    assert "ฉบับแรกเขียนว่า" in client.get("/corrections/").content.decode()


@pytest.mark.usefixtures("demo")
def test_a_story_of_the_demo_has_a_document(client: Client) -> None:
    document = Document.objects.get()
    article = Article.objects.published().get(document_usages__document=document)
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'href="{document.get_absolute_url()}"' in page
    assert "ประกาศปิดสะพานข้ามคลองสายใน" in page
    assert "PDF, 62 กิโลไบต์" in page.replace("\xa0", " ").replace("\u2060", "")
    response = client.get(document.get_absolute_url())
    assert response["Content-Type"] == "application/pdf"
    assert response.getvalue().startswith(b"%PDF-")


@pytest.mark.usefixtures("demo")
def test_removing_the_demo_deletes_all_its_rows_and_files(
    django_capture_on_commit_callbacks: Any,
) -> None:
    files = [row["name"] for photo in Photo.objects.all() for row in photo.renditions]
    files.append(Document.objects.get().file.name)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_demo")
    for model in (Article, Author, Section, Tag, Photo, Document, Comment, DemoItem):
        assert not model._default_manager.exists(), model
    assert not any(default_storage.exists(name) for name in files)
    assert SiteSettings.get_current().name == "ห้องข่าว"


@pytest.mark.usefixtures("demo")
def test_content_of_the_newsroom_and_what_it_uses_stays() -> None:
    section = Section.objects.get(slug="local")
    own = builders.published_article(
        section=section, authors=[Author.objects.get(slug="arunee")], tags=["น้ำท่วม"]
    )
    SiteSettings.objects.filter(pk=1).update(name="ชื่อของเราเอง")
    call_command("remove_demo")
    assert list(Article.objects.all()) == [own]
    assert list(Section.objects.all()) == [section]
    assert [author.slug for author in Author.objects.all()] == ["arunee"]
    assert [tag.name for tag in Tag.objects.all()] == ["น้ำท่วม"]
    assert SiteSettings.get_current().name == "ชื่อของเราเอง"
    assert SiteSettings.get_current().tagline == ""
    assert SiteSettings.get_current().logo is None


@pytest.mark.usefixtures("demo")
def test_a_document_of_the_demo_that_the_newsroom_uses_stays() -> None:
    document = Document.objects.get()
    builders.published_article(body=f'<figure data-document="{document.pk}"></figure>')
    call_command("remove_demo")
    assert Document.objects.get() == document


@pytest.mark.usefixtures("demo")
def test_demo_photos_that_the_newsroom_uses_stay(django_capture_on_commit_callbacks: Any) -> None:
    in_article, in_about, as_logo, free = Photo.objects.all()[:4]
    figure = '<figure><img data-file="{}" alt="ก"></figure>'
    builders.published_article(body=figure.format(in_article.pk))
    site = SiteSettings.get_current()
    builders.write_page("about", figure.format(in_about.pk))
    site.logo = as_logo
    site.save()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_demo")
    assert set(Photo.objects.all()) == {in_article, in_about, as_logo}
    assert default_storage.exists(in_article.renditions[0]["name"])
    assert not default_storage.exists(free.renditions[0]["name"])


def test_removing_without_a_demo_changes_nothing() -> None:
    own = builders.published_article()
    call_command("remove_demo")
    assert list(Article.objects.all()) == [own]


# What the server adds to the headers of a page (status line, ETag, Age, Date, content headers), and
# all headers of a static file; read off served ones.
PAGE_HEADER_BYTES = 145
STATIC_HEADER_BYTES = 325


def bytes_sent(client: Client, path: str) -> int:
    """A page and its style sheets, scripts and font, without photos, compressed as they are sent."""
    response = client.get(path)
    page = response.content.decode()
    links = r'<(?:link rel="(?:stylesheet|preload)"|script)[^>]* (?:href|src)="/static/([^"]+)"'
    total = len(brotli.compress(response.content, quality=BROTLI_QUALITY))
    total += sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    names = re.findall(links, page)
    for name in names:
        file = minified(name, Path(str(finders.find(name))).read_bytes())
        total += len(file if name.endswith(".woff2") else brotli.compress(file))
    return total + PAGE_HEADER_BYTES + STATIC_HEADER_BYTES * len(names)


@pytest.mark.usefixtures("demo")
def test_pages_are_light(client: Client) -> None:
    """Stories and the front page within 25 kB, the two with galleries and long texts within 28."""
    paths = [article.get_absolute_url() for article in Article.objects.published()]
    sizes = sorted(bytes_sent(client, path) for path in paths)
    assert sizes[-3] < 25_000
    assert sizes[-1] < 28_000
    assert bytes_sent(client, "/") < 25_000


@pytest.mark.usefixtures("demo")
def test_the_news_plan_begins_on_the_day_of_loading_and_goes_with_the_demo(
    admin_client: Client,
) -> None:
    first = Idea.objects.exclude(due_on=None).order_by("due_on")[0]
    assert first.due_on == timezone.localdate(first.created_at)
    assert Idea.objects.filter(due_on=first.due_on + timedelta(days=7)).exists(), "next week too"
    page = admin_client.get("/admin/planning/idea/")
    assert first.what in page.content.decode()
    kept = builders.idea("เรื่องของเราเอง")
    call_command("remove_demo")
    assert list(Idea.objects.all()) == [kept]
