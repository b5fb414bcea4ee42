"""What a section has of its own: text, photo and colour, on its page and wherever its name stands."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article, Section
from newsroom.articles.workflow.taxonomy.merges import merge_sections
from newsroom.fields.palettes import PALETTES
from newsroom.images.models import Photo
from tests import builders

pytestmark = pytest.mark.django_db


def culture(**fields: Any) -> Section:
    return builders.section("วัฒนธรรม", "culture", palette="plum", **fields)


def test_the_page_of_a_section_has_its_text_photo_and_colour(client: Client) -> None:
    photo = builders.photo(alt="หนังตะลุง", credit="ณัฐฐา น้ำฝน")
    culture(description="ผู้คนที่รักษาของเก่า", photo=photo)
    page = client.get("/section/culture/").content.decode()
    head = re.search(r'<header class="list-head[^"]*">.*?</header>', page, re.DOTALL)
    assert head
    assert "section-head topic-head palette-plum" in head[0]
    for shown in ("ผู้คนที่รักษาของเก่า", 'alt="หนังตะลุง"', "ภาพ: ณัฐฐา"):
        assert shown in head[0].replace("\u2060", "")
    assert 'property="og:image:alt" content="หนังตะลุง"' in page
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["image"]["creditText"] == "ณัฐฐา น้ำฝน"


def test_the_name_of_a_section_has_its_colour_on_stories_cards_and_the_front_page(
    client: Client,
) -> None:
    section = culture()
    articles = [builders.published_article(section=section) for _ in range(9)]
    story = client.get(articles[0].get_absolute_url()).content.decode()
    assert '<p class="kicker palette-plum">' in story.split('class="article-head"')[1]
    front = client.get("/").content.decode()
    assert '<p class="kicker palette-plum"><a href="/section/culture/">' in front
    archive = client.get("/archive/").content.decode()
    assert "palette-plum" not in archive.split("<main")[1].split("list-head")[0]


def test_a_section_without_a_colour_has_that_of_the_site(client: Client) -> None:
    article = builders.published_article(section=builders.section())
    for path in ("/", "/section/local/", article.get_absolute_url()):
        page = client.get(path).content.decode().split("<body", 1)[1]
        assert "palette-" not in page, path


def test_a_colour_is_one_of_the_pairs() -> None:
    for palette in ["", *PALETTES]:
        Section(name="กีฬา", slug="sport", palette=palette).full_clean()
    with pytest.raises(ValidationError):
        Section(name="กีฬา", slug="sport", palette='x" onclick="').full_clean()


def test_a_merge_gives_the_kept_section_what_it_lacks() -> None:
    photo = builders.photo()
    kept = builders.section("ศิลปะ", "art", description="ของเดิม")
    merge_sections(kept, [culture(description="อื่น", photo=photo)])
    kept.refresh_from_db()
    assert (kept.description, kept.photo, kept.palette) == ("ของเดิม", photo, "plum")


def test_the_photo_of_a_section_cannot_be_deleted() -> None:
    culture(photo=builders.photo())
    with pytest.raises(ProtectedError):
        Photo.objects.get().delete()


def test_an_editor_gives_a_section_a_photo_and_a_colour(admin_client: Client) -> None:
    section, photo = builders.section(), builders.photo()
    url = f"/admin/articles/section/{section.pk}/change/"
    data = {"name": "ท้องถิ่น", "slug": "local", "position": "10", "photo": photo.pk}
    admin_client.post(url, {**data, "palette": "forest"})
    section.refresh_from_db()
    assert (section.photo, section.palette) == (photo, "forest")
    refused = admin_client.post(url, {**data, "palette": "pink"})
    assert "เลือก" in refused.content.decode()
    section.refresh_from_db()
    assert section.palette == "forest"


def headlines(client: Client, path: str) -> list[int]:
    page = client.get(path).content.decode().split("<main")[1]
    return [
        int(pk) for pk in re.findall(r'<article class="card[^"]*" data-article-id="(\d+)"', page)
    ]


def test_the_chosen_lead_stands_first_and_once_while_it_is_public_and_in_the_section(
    client: Client,
) -> None:
    section = culture()
    old, middle, new = [
        builders.published_article(section=section, published_at=timezone.now() - timedelta(days=n))
        for n in (3, 2, 1)
    ]
    path = section.get_absolute_url()
    assert headlines(client, path) == [new.pk, middle.pk, old.pk]
    page = client.get(path).content.decode()
    assert page.count("card-headline headline-") == 1, "the lead's"
    section.lead = old
    section.full_clean()
    section.save()
    assert headlines(client, path) == [old.pk, new.pk, middle.pk]
    old.section = builders.section("กีฬา", "sport")
    old.save()
    assert headlines(client, path) == [new.pk, middle.pk]
    with pytest.raises(ValidationError, match="ข่าวนี้อยู่ในหมวดอื่น"):
        section.full_clean()
    old.section, old.status = section, Article.Status.WITHDRAWN
    old.save()
    assert headlines(client, path) == [new.pk, middle.pk]
    old.delete()
    section.refresh_from_db()
    assert section.lead is None
