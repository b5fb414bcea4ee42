"""Every property of our JSON-LD is one that schema.org has for its type, with a value it may have."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.site.models import SiteSettings
from newsroom.syndication.structured_data.articles import schema_type
from tests import builders

pytestmark = pytest.mark.django_db

SCHEMA = json.loads(Path(__file__).with_name("schema_org.json").read_text(encoding="utf-8"))
CLASSES, PROPERTIES = SCHEMA["classes"], SCHEMA["properties"]
# An annotation of a property of an action (schema.org/docs/actions.html), in no domain.
ANNOTATIONS = {"query-input"}
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+07:00")


def lineage(name: str) -> set[str]:
    """A class and all its ancestors."""
    return {name}.union(*(lineage(parent) for parent in CLASSES[name]))


def problems(data: dict[str, Any]) -> list[str]:
    """What schema.org has otherwise."""
    name, found = data.get("@type", ""), []
    if name not in CLASSES:
        return [f"{name} is no known type"]
    for key, value in data.items():
        if key.startswith("@") or key in ANNOTATIONS:
            continue
        known = PROPERTIES.get(key)
        if known is None or not set(known["domain"]) & lineage(name):
            found.append(f"{name} has no {key}")
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                found += problems(one)
            if not fits(one, set(known["range"])):
                found.append(f"{name}.{key}: {one!r} is none of {known['range']}")
        if value in ("", [], None, {}):
            found.append(f"{name}.{key} is empty")
    return found


def fits(value: Any, range_: set[str]) -> bool:
    if isinstance(value, dict):
        return bool(lineage(value.get("@type", "Thing")) & range_)
    if isinstance(value, bool):
        return "Boolean" in range_
    if isinstance(value, int):
        return bool({"Integer", "Number"} & range_)
    is_url = urlsplit(value).scheme in ("http", "https")
    return (
        "Text" in range_
        or ("URL" in range_ and is_url)
        or ("DateTime" in range_ and bool(DATE_TIME.fullmatch(value)))
        or ("Distance" in range_ and bool(re.fullmatch(r"\d+ px", value)))
        # An object named by its address.
        or (is_url and bool(range_ - {"Text", "Number", "Integer", "Boolean", "Date", "DateTime"}))
    )


def test_faults_are_found() -> None:
    wrong = {
        "@type": "Person", "name": "ก", "dateline": "กระบี่", "image": {"@type": "Person", "name": "ข"},
        "jobTitle": [], "nonsense": 1, "birthDate": 7,
    }  # fmt: skip
    assert len(problems(wrong)) == 5
    assert problems({"@type": "Nonsense"}) == ["Nonsense is no known type"]


@pytest.fixture
def site(db: Any) -> list[Article]:
    """One article of each kind, with everything that an article can have."""
    logo, photo = builders.photo(), builders.photo(shade=60, credit="ไพฑูรย์ ล่องเพ็ง")
    SiteSettings(
        name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย", icon=logo,
        facebook_url="https://www.facebook.com/example",
    ).save()  # fmt: skip
    for slug in ("ethics", "ownership", "team"):
        builders.write_page(slug, parent=builders.write_page("about"))
    builders.write_page("corrections-policy", kind="corrections")
    writer = builders.author(job_title="ผู้สื่อข่าว", bio="เขียนข่าวทะเล", photo=photo)
    articles = [
        builders.published_article(
            kind=kind, lead_photo=photo, authors=[writer], tags=["น้ำท่วม"], dateline="กระบี่",
            place=8105,
            credits=[("ภาพ", "ไพฑูรย์ ล่องเพ็ง")],
        )
        for kind in Article.Kind.values
    ]  # fmt: skip
    builders.correction(articles[0])
    articles.append(builders.published_article(authors=[], tags=[]))
    return articles


def json_ld(client: Client, url: str) -> dict[str, Any]:
    page = client.get(url).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(script)


def test_every_page_says_what_schema_org_knows(client: Client, site: list[Article]) -> None:
    pages = [
        "/",
        "/about/",
        "/contact/",
        "/privacy/",
        "/team/",
        "/section/local/",
        "/author/phaithun/",
    ]
    pages += [site[0].tags.get().get_absolute_url(), *(one.get_absolute_url() for one in site)]
    found = {url: problems(json_ld(client, url)) for url in pages}
    assert {url: faults for url, faults in found.items() if faults} == {}


def test_each_kind_of_article_has_its_type(client: Client, site: list[Article]) -> None:
    types = {one.kind: json_ld(client, one.get_absolute_url())["@type"] for one in site}
    assert types == {one.kind: schema_type(one) for one in site}
    assert {"OpinionNewsArticle", "AnalysisNewsArticle", "AdvertiserContentArticle"} <= set(
        types.values()
    )


def test_a_photo_says_whom_it_is_from(client: Client, site: list[Article]) -> None:
    image = json_ld(client, site[0].get_absolute_url())["image"][0]
    assert image["creditText"] == "ไพฑูรย์ ล่องเพ็ง"
    assert image["creator"] == {"@type": "Person", "name": "ไพฑูรย์ ล่องเพ็ง"}
    assert image["contentUrl"] == image["url"]


def test_an_article_stands_in_its_section_as_it_shows(client: Client, site: list[Article]) -> None:
    page = json_ld(client, site[0].get_absolute_url())["mainEntityOfPage"]
    names = [item["name"] for item in page["breadcrumb"]["itemListElement"]]
    assert names == ["ท้องถิ่น", site[0].headline]


def test_lists_are_collections_and_authors_profiles(client: Client, site: list[Article]) -> None:
    section = json_ld(client, "/section/local/")
    assert (section["@type"], section["isPartOf"]["name"]) == ("CollectionPage", "อ่าวทรายโพสต์")
    author = json_ld(client, "/author/phaithun/")
    assert (author["@type"], author["mainEntity"]["jobTitle"]) == ("ProfilePage", "ผู้สื่อข่าว")
    assert author["mainEntity"]["worksFor"]["name"] == "อ่าวทรายโพสต์"


def test_what_is_empty_is_left_out(client: Client, site: list[Article]) -> None:
    data = json_ld(client, site[-1].get_absolute_url())
    assert not {"keywords", "image", "creditText", "correction"} & set(data)
