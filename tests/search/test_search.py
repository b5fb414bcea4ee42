"""The plain search. Queries tried: wildcards, quotes, NUL, lone marks, ten thousand letters."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from newsroom.articles.models import Article
from newsroom.search import index
from newsroom.search.models import SearchText
from newsroom.thai.words import words
from tests import builders

pytestmark = pytest.mark.django_db


def found(client: Client, query: str, **more: str) -> list[int]:
    page = client.get("/search/", {"q": query, **more})
    assert page.status_code == 200
    text = page.content.decode()
    ids = [int(number) for number in re.findall(r'data-article-id="(\d+)"', text)]
    count = re.search(r'data-result-count="(\d+)"', text)
    assert not count or int(count[1]) >= len(ids)
    return ids


def story(headline: str, body: str = "<p>ทั่วไป</p>") -> int:
    return builders.published_article(headline=headline, standfirst="", body=body).pk


def test_any_part_of_a_word_is_found_whatever_the_spelling(client: Client) -> None:
    """T-S1, T-S3"""
    pk = story("น้ำท่วมเชียงใหม่ ปี ๒๕๕๙", "<p>ก.พ.ร. แจ้งเรื่อง COVID ที่โคลงเรือ</p>")
    for query in (
        "น้ำ",
        "น\u0e49\u0e4d\u0e32",
        "ท่วมเชียง",
        "2559",
        "๒๕๕๙",
        "ปี",
        "กพร",
        "ก.พ.ร.",
        "covid",
        "ลงเรือ",
        "ใหม่ น้ำ",
        '"เชียงใหม่ ปี"',
        "เเจ้ง",
    ):
        assert found(client, query) == [pk], query


def test_words_that_only_look_alike_are_not_found(client: Client) -> None:
    """T-S2"""
    news, white, rice = story("ข่าว"), story("ขาว"), story("ข้าว")
    assert found(client, "ข่าว") == [news]
    assert found(client, "ขาว") == [white]
    assert found(client, "ข้าว") == [rice]


def test_headlines_come_before_bodies_and_all_words_count(client: Client) -> None:
    body, title = story("เรื่องอื่น", "<p>ปูม้ากลับมา</p>"), story("ปูม้ากลับมาแล้ว")
    assert found(client, "ปูม้า") == [title, body]
    assert found(client, "ปูม้า เรื่อง") == [body]
    assert found(client, "ปูม้า ไม่มีคำนี้") == []


@pytest.mark.parametrize(
    "query",
    [
        "%",
        "_",
        "*",
        '"',
        "'",
        "\0",
        "-",
        "\\",
        "่",
        "   ",
        "ก" * 10000,
        "<script>",
        "OR 1=1",
        "%E0%B8",
    ],
)
def test_odd_queries_find_nothing_odd(client: Client, query: str) -> None:
    """T-S7"""
    story("ข่าวธรรมดา")
    assert found(client, query) in ([], [1])
    assert "<script>" not in client.get("/search/", {"q": query}).content.decode()


def test_the_index_follows_every_change(client: Client) -> None:
    pk = story("พาดหัวเดิม")
    article = Article.objects.get(pk=pk)
    article.headline = "พาดหัวใหม่"
    article.save()
    assert found(client, "เดิม") == []
    assert found(client, "ใหม่") == [pk]
    article.delete()
    assert not SearchText.objects.exists()


def test_reindex_builds_it_all_again(client: Client) -> None:
    pk = story("น้ำท่วม")
    SearchText.objects.all().delete()
    assert found(client, "น้ำท่วม") == []
    call_command("reindex")
    assert found(client, "น้ำท่วม") == [pk]


def test_search_engines_see_one_search_page_and_nobodys_words(client: Client) -> None:
    """Else strangers could have our site say what they like, by linking to a search for it."""
    noindex = '<meta name="robots" content="noindex">'
    story("ราคาปูม้าขึ้น")
    for address in ("/search/", "/search/?q=ปูม้า", "/search/?q=ปูม้า&sort=date"):
        page = client.get(address).content.decode()
        assert noindex not in page
        assert '<link rel="canonical" href="http://testserver/search/">' in page
    for typed in ("ก", "โทร 0899999999 เงินกู้", "ปูม้า เงินกู้ทันใจ", "<<<"):
        page = client.get("/search/", {"q": typed}).content.decode()
        assert noindex in page, typed
        assert 'rel="canonical"' not in page


def test_pages_of_results_keep_the_query(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        story(f"ปูม้า {number}")
    with django_assert_max_num_queries(10):
        first = client.get("/search/?q=ปูม้า").content.decode()
    assert "page=2" in first
    assert len(found(client, "ปูม้า", page="2")) == 5
    assert "หน้า 2 จาก 2" in client.get("/search/?q=ปูม้า&page=2").content.decode()


def test_a_reindex_that_stops_half_way_leaves_a_working_index(
    client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr("newsroom.search.index.BATCH", 2)
    ids = [story(f"ปูม้า ข่าวที่ {number}") for number in range(6)]
    work = index.reindex()
    assert next(work) == 2
    work.close()
    assert sorted(found(client, "ปูม้า")) == ids
    assert list(index.reindex()) == [2, 4, 6]
    assert sorted(found(client, "ปูม้า")) == ids


def test_what_is_rolled_back_is_not_found(client: Client) -> None:
    pk = story("พาดหัวเดิม")
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        Article.objects.get(pk=pk).tags.add("ป้ายใหม่เอี่ยม")
        raise ZeroDivisionError
    assert found(client, "ใหม่เอี่ยม") == []
    assert found(client, "พาดหัวเดิม") == [pk]


def test_tags_and_authors_are_found_and_follow_their_names(client: Client) -> None:
    article = builders.published_article(headline="ข่าวเช้า", tags=["พะยูน"])
    assert found(client, "พะยูน") == [article.pk]
    assert found(client, "ไพฑูรย์") == [article.pk]
    author = builders.author()
    author.name = "สมศักดิ์ รักษ์ทะเล"
    author.save()
    assert found(client, "รักษ์ทะเล") == [article.pk]
    assert found(client, "ไพฑูรย์") == []


@pytest.mark.parametrize("letter", ["ก", " ", "ๆ", "่", "เ", "🌊", "a", "ก\n", "ำ"])
def test_a_megabyte_of_anything_is_indexed(client: Client, letter: str) -> None:
    """The segmenter and the repairs are linear in what they are given; nothing is lost."""
    text = letter * (1_000_000 // len(letter.encode()))
    assert "".join(words(text)) == text
    pk = story("ข่าวยาวมาก", f"<p>{text}</p>")
    assert found(client, "ยาวมาก") == [pk]


def test_three_letters_are_not_taken_for_their_first_two(client: Client, monkeypatch: Any) -> None:
    """Where many stories have the first two, as on PostgreSQL two letters are looked for otherwise."""
    monkeypatch.setattr("newsroom.search.exact.FROM_TEXTS", 10)
    monkeypatch.setattr("newsroom.search.exact.FROM_TITLES", 10)
    with_it = story("ประชุม กพร. วันนี้")
    for number in range(15):
        story(f"กพสท ข่าวที่ {number}")
    call_command("reindex")
    assert found(client, "กพร") == [with_it]
    assert len(found(client, "กพ")) == 10
