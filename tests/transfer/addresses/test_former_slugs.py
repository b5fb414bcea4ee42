"""A hundred random changes of slugs, merges and deletions: every former address answers in one hop."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.articles.models import Author, Section, Tag
from newsroom.articles.workflow.taxonomy.merges import merge_authors, merge_sections
from newsroom.articles.workflow.taxonomy.tag_renaming import merge_tags, rename_tag
from newsroom.pages.models import Page
from newsroom.transfer.addresses.editing.exchange import from_csv
from newsroom.transfer.addresses.redirects import save_redirects
from newsroom.transfer.models import Redirect
from tests import builders

SLUGS = [f"slug-{number}" for number in range(5)]
NAMES = ["น้ำท่วม", "อุทกภัย", "ข่าว", "ข้าว", "ขาว", "ประมง"]
MODELS: dict[str, Any] = {"section": Section, "author": Author, "tag": Tag, "page": Page}
MERGES: dict[str, Any] = {"tag": merge_tags, "section": merge_sections, "author": merge_authors}
FEEDS = ("feed/", "feed/atom/", "feed/json/")
# How a person may write where a redirect leads.
SPELLINGS = [
    lambda url: url,
    lambda url: url.rstrip("/"),
    lambda url: unquote(url),
    lambda url: url.replace("%E", "%e"),
]
CHANGES = st.tuples(
    st.sampled_from(["rename"] * 6 + ["swap", "swap", "merge", "delete", "create", "redirect"]),
    st.sampled_from(list(MODELS)),
    st.integers(0, 3),
    st.integers(0, 5),
)
# A row (its kind and primary key), or the path at which the last that an address led to was deleted.
Row = tuple[str, int]


class Site:
    """The rows, and of each address that ever was one whose it is."""

    def __init__(self) -> None:
        self.owners: dict[str, Row | str] = {}
        self.created = 0
        for number in range(3):
            builders.section(name=f"หมวด {number}", slug=f"first-{number}")
            builders.author(name=f"คน {number}", slug=f"first-{number}")
            builders.write_page(f"first-{number}")
        self.article = builders.published_article(tags=["ชายหาด", "ตลาด", "ทะเล"], authors=[])
        self.note_addresses()

    def rows(self, kind: str) -> list[Any]:
        return list(MODELS[kind].objects.order_by("pk"))

    def note_addresses(self) -> None:
        """What is at an address now has it, and what led to what was there before its deletion."""
        for kind in MODELS:
            for row in self.rows(kind):
                url = row.get_absolute_url()
                self.owners[url] = (kind, row.pk)
                for address, owner in self.owners.items():
                    if owner == url:
                        self.owners[address] = (kind, row.pk)

    def give(self, row: Row, to: Row | str) -> None:
        for address, owner in self.owners.items():
            if owner == row:
                self.owners[address] = to

    def change(self, what: str, kind: str, row: int, number: int) -> None:
        rows = self.rows(kind)
        if what == "create":
            self.create(kind, number)
        elif rows:
            chosen, other = rows[row % len(rows)], rows[number % len(rows)]
            getattr(self, what)(kind, chosen, number if what in ("rename", "redirect") else other)
        self.note_addresses()

    def create(self, kind: str, number: int) -> None:
        if kind == "tag":
            self.article.tags.add(NAMES[number])
            return
        slug = SLUGS[number % len(SLUGS)]
        if not MODELS[kind].objects.filter(slug=slug).exists():
            self.created += 1
            names = {"title": f"หน้า {slug}"} if kind == "page" else {"name": f"ใหม่ {self.created}"}
            status = {"status": Page.Status.PUBLISHED} if kind == "page" else {}
            MODELS[kind](slug=slug, **names, **status).save()

    def rename(self, kind: str, row: Any, number: int) -> None:
        if kind == "tag":
            try:
                Tag(pk=row.pk, name=NAMES[number]).clean()
            except ValidationError:
                return
            rename_tag(row, NAMES[number])
        elif not MODELS[kind].objects.filter(slug=SLUGS[number % len(SLUGS)]).exists():
            row.slug = SLUGS[number % len(SLUGS)]
            row.save()

    def swap(self, kind: str, row: Any, other: Any) -> None:
        """Exchange two slugs, by way of a third."""
        if kind == "tag" or row == other:
            return
        first, second = row.slug, other.slug
        for one, slug in ((row, "between"), (other, first), (row, second)):
            one.slug = slug
            one.save()
            self.note_addresses()

    def merge(self, kind: str, row: Any, other: Any) -> None:
        if kind in MERGES and row != other:
            pk = row.pk
            MERGES[kind](other, [row])
            self.give((kind, pk), (kind, other.pk))

    def delete(self, kind: str, row: Any, other: Any) -> None:
        if kind == "section" and row.articles.exists():
            return
        pk, url = row.pk, row.get_absolute_url()
        row.delete()
        self.give((kind, pk), url)
        if kind == "tag":  # its former names go with it, and do not come back with another tag
            for address, owner in self.owners.items():
                if owner == url != address and address.startswith("/tag/"):
                    self.owners[address] = ""

    def redirect(self, kind: str, row: Any, number: int) -> None:
        """By hand, in one of the ways in which a person may write the new address."""
        old, target = f"/old-{number}/", SPELLINGS[number % len(SPELLINGS)](row.get_absolute_url())
        result = from_csv(f"{old},{target}\n".encode())
        assert result.stored == 1, (old, target, result.refused)
        self.owners[old] = (kind, row.pk)

    def check(self, client: Client) -> None:
        for address, owner in self.owners.items():
            response = client.get(address)
            gone_from = owner if isinstance(owner, str) else None
            now_at = None
            if not isinstance(owner, str):
                now_at = MODELS[owner[0]].objects.get(pk=owner[1]).get_absolute_url()
            told = (address, owner, now_at, response.status_code, response.headers.get("Location"))
            if gone_from is not None:
                assert response.status_code == 410, told
            elif address == now_at:
                assert response.status_code == 200, told
            else:
                assert told[3:] == (301, now_at), told
                assert client.get(now_at).status_code == 200, told
                if isinstance(owner, tuple) and owner[0] in address and owner[0] != "page":
                    for feed in FEEDS:
                        answer = client.get(f"{address}{feed}")
                        assert answer.headers.get("Location") == f"{now_at}{feed}", (told, feed)


@pytest.mark.slow
class FormerSlugs(TestCase):
    @settings(
        max_examples=4,
        deadline=None,
        # Shrinking a hundred changes takes minutes; the assertion tells the address's story.
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(CHANGES, min_size=100, max_size=100))
    def test_every_former_address_answers_in_one_hop(self, changes: list[Any]) -> None:
        site = Site()
        for one in changes:
            site.change(*one)
        site.check(Client())


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
    assert client.get("/category/flood/")["Location"] == "/section/flood/"
    again.slug = "flooding"
    again.save()
    assert client.get("/section/flood/")["Location"] == "/section/flooding/"
    assert client.get("/category/flood/")["Location"] == "/section/flooding/"


@pytest.mark.django_db
def test_what_led_to_a_page_that_is_a_draft_now_stays_gone(client: Client) -> None:
    page = builders.write_page("rules")
    save_redirects([("/old-rules", page.get_absolute_url())])
    page.delete()
    builders.write_page("rules", status="draft")
    Page.objects.filter(slug="rules").update(status="draft")
    assert client.get("/old-rules/").status_code == 410


@pytest.mark.django_db
def test_a_tag_that_has_its_name_back_under_another_slug_keeps_every_address(
    client: Client,
) -> None:
    """`A B` and `A/B` want the same slug: the second gets `a-b-2`, and `a-b` once that is free."""
    builders.published_article(tags=["A B", "A/B"])
    first, second = Tag.objects.get(name="A B"), Tag.objects.get(name="A/B")
    former = second.get_absolute_url()
    save_redirects([("/old", former)])
    rename_tag(second, "C")
    first.delete()
    rename_tag(second, "A/B")
    for address in (former, "/tag/c/", "/old/"):
        assert client.get(address).headers.get("Location") == "/tag/a-b/", address


@pytest.mark.django_db
def test_a_redirect_leads_to_the_page_itself_however_its_address_is_written(
    client: Client, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://news.example"
    builders.published_article(tags=["อุทกภัย"])
    rename_tag(Tag.objects.get(name="อุทกภัย"), "น้ำท่วม")
    section = builders.section()
    written = ["/tag/อุทกภัย", "/section/local", "https://news.example/section/local/?page=2",
               "/archive", "/sitemap.xml", "https://other.example/section/local"]  # fmt: skip
    from_csv("".join(f"/old-{n},{url}\n" for n, url in enumerate(written)).encode())
    rows = dict(Redirect.objects.values_list("old_path", "new_path"))
    tag = Tag.objects.get(name="น้ำท่วม").get_absolute_url()
    expected = [tag, "/section/local/", "/section/local/?page=2", "/archive/", *written[4:]]
    assert [rows[f"/old-{number}"] for number in range(len(written))] == expected
    section.slug = "province"
    section.save()
    assert client.get("/old-1/")["Location"] == "/section/province/"
    assert client.get("/old-2/")["Location"] == "/section/province/?page=2"


@pytest.mark.django_db
def test_a_redirect_follows_a_tag_to_the_longest_name(client: Client) -> None:
    builders.published_article(tags=["น้ำท่วม"])
    tag = Tag.objects.get(name="น้ำท่วม")
    save_redirects([("/old", tag.get_absolute_url())])
    rename_tag(tag, "ก" * 100)
    assert client.get("/old/")["Location"] == tag.get_absolute_url()


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
