"""A hundred random changes of slugs, merges and deletions: every former address answers in one hop."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.articles.models import Author, Section, Tag
from newsroom.articles.workflow.tag_renaming import merge_tags, rename_tag
from newsroom.transfer.addresses.redirects import save_redirects
from newsroom.transfer.models import Redirect
from tests import builders

SLUGS = [f"slug-{number}" for number in range(6)]
NAMES = ["น้ำท่วม", "อุทกภัย", "ข่าว", "ข้าว", "ขาว", "ประมง"]
KINDS = ["section", "author", "tag"]
# What is done, with which of the rows, under which name.
CHANGES = st.tuples(
    st.sampled_from(["rename", "rename", "rename", "rename", "merge", "delete"]),
    st.sampled_from(KINDS),
    st.integers(0, 3),
    st.integers(0, 5),
)


def rows_of(kind: str) -> list[Any]:
    model: Any = {"section": Section, "author": Author, "tag": Tag}[kind]
    return list(model.objects.order_by("pk"))


def change(what: str, kind: str, row: int, name: int) -> None:
    rows = rows_of(kind)
    if not rows:
        return
    chosen = rows[row % len(rows)]
    if what == "delete":
        if kind != "section" or not chosen.articles.exists():
            chosen.delete()
    elif kind == "tag":
        taken = next((one for one in rows if one.name == NAMES[name]), None)
        if what == "merge":
            merge_tags(rows[name % len(rows)], [chosen])
        elif taken is None:
            former = Tag(pk=chosen.pk, name=NAMES[name])
            try:
                former.clean()
            except Exception:
                return
            rename_tag(chosen, NAMES[name])
    elif what == "rename" and not any(one.slug == SLUGS[name] for one in rows):
        chosen.slug = SLUGS[name]
        chosen.save()


@pytest.mark.slow
class FormerSlugs(TestCase):
    @settings(
        max_examples=4,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(CHANGES, min_size=100, max_size=100))
    def test_every_former_address_answers_in_one_hop(self, changes: list[Any]) -> None:
        for number in range(3):
            builders.section(name=f"หมวด {number}", slug=f"first-{number}")
            builders.author(name=f"คน {number}", slug=f"first-{number}")
        builders.published_article(
            section=Section.objects.first(), tags=["ชายหาด", "ตลาด", "ทะเล"], authors=[]
        )
        former: set[str] = set()
        for one in changes:
            former |= {row.get_absolute_url() for kind in KINDS for row in rows_of(kind)}
            change(*one)
        client = Client()
        for address in former:
            response = client.get(address)
            if response.status_code == 301:
                target = response["Location"]
                assert client.get(target).status_code == 200, (address, target)
            else:
                assert response.status_code in (200, 410), address


@pytest.mark.django_db
def test_what_led_to_a_deleted_page_is_gone_and_back_when_it_is_back(client: Client) -> None:
    section = builders.section(slug="flood")
    save_redirects([("/category/flood", section.get_absolute_url())])
    section.delete()
    for url in ("/section/flood/", "/category/flood/", "/section/flood/feed/"):
        response = client.get(url)
        assert response.status_code == 410, url
        assert "หน้านี้ถูกนำออกแล้ว" in response.content.decode()
    again = builders.section(slug="flood")
    assert client.get("/section/flood/").status_code == 200
    again.slug = "flooding"
    again.save()
    assert client.get("/section/flood/")["Location"] == "/section/flooding/"
    assert client.get("/category/flood/")["Location"] == "/section/flooding/"


@pytest.mark.django_db
def test_a_withdrawn_article_stays_gone_when_it_is_deleted_and_a_draft_leaves_nothing(
    client: Client,
) -> None:
    withdrawn, draft = builders.withdrawn_article(), builders.draft_article()
    urls = [withdrawn.get_absolute_url(), draft.get_absolute_url()]
    withdrawn.delete()
    draft.delete()
    assert [client.get(url).status_code for url in urls] == [410, 404]


@pytest.mark.django_db
def test_the_feeds_of_a_renamed_section_follow_in_their_format(client: Client) -> None:
    section = builders.section(slug="flood")
    section.slug = "flooding"
    section.save()
    for tail in ("feed/", "feed/atom/", "feed/json/"):
        location = client.get(f"/section/flood/{tail}")["Location"]
        assert location == f"/section/flooding/{tail}"


@pytest.mark.django_db
def test_a_page_looks_for_redirects_only_when_nothing_is_there(
    client: Client, django_assert_num_queries: Any
) -> None:
    section = builders.section()
    Redirect.objects.create(old_path="/section/local", new_path="/about/")
    assert client.get(section.get_absolute_url()).status_code == 200
