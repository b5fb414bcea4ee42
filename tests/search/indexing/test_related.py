"""Related articles on the article's page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from newsroom.articles.models import Article
from newsroom.search.indexing import related
from newsroom.search.models import RelatedArticle
from tests import builders

pytestmark = pytest.mark.django_db


def related_ids(client: Client, article: Article) -> list[int]:
    html = client.get(article.get_absolute_url()).content.decode()
    if 'id="related"' not in html:
        return []
    part = html.split('id="related"')[1].split("</section>")[0]
    return [int(rest.split('"')[0]) for rest in part.split('data-article-id="')[1:]]


def saved(article: Article, capture_on_commit: Any) -> Article:
    with capture_on_commit(execute=True):
        article.save()
    return article


def test_rare_tags_and_similar_headlines_relate_both_ways(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    run = django_capture_on_commit_callbacks
    old = saved(builders.published_article(headline="พะยูนเกยตื้นเกาะลิบง", tags=["พะยูน"]), run)
    other = saved(builders.published_article(headline="ราคายางขยับขึ้น", tags=["ยางพารา"]), run)
    new = saved(builders.published_article(headline="ช่วยพะยูนเกยตื้นสำเร็จ", tags=["พะยูน"]), run)
    # What is related comes first; the section's newest fill up the rest.
    assert related_ids(client, new) == [old.pk, other.pk]
    assert related_ids(client, old) == [new.pk, other.pk]
    assert RelatedArticle.objects.filter(article=other).count() == 0


def test_an_editors_choices_come_first_and_once(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    run = django_capture_on_commit_callbacks
    computed = saved(builders.published_article(headline="พะยูนเกยตื้นเกาะลิบง", tags=["พะยูน"]), run)
    chosen = saved(builders.published_article(headline="ราคายางขยับขึ้น", tags=["ยาง"]), run)
    article = saved(builders.published_article(headline="ช่วยพะยูนเกยตื้น", tags=["พะยูน"]), run)
    for position, other in enumerate((chosen, computed)):
        RelatedArticle.objects.create(
            article=article, related=other, is_manual=True, position=position
        )
    assert related_ids(client, article) == [chosen.pk, computed.pk]
    saved(article, run)
    assert related_ids(client, article) == [chosen.pk, computed.pk]


def test_only_public_articles_are_shown(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    run = django_capture_on_commit_callbacks
    article = saved(builders.published_article(headline="พะยูนเกยตื้น", tags=["พะยูน"]), run)
    for build in (builders.draft_article, builders.scheduled_article, builders.withdrawn_article):
        hidden = saved(build(headline="พะยูนเกยตื้นอีกตัว", tags=["พะยูน"]), run)
        RelatedArticle.objects.create(article=article, related=hidden, is_manual=True)
    assert related_ids(client, article) == []


def test_without_related_articles_the_newest_of_the_section_are_shown(client: Client) -> None:
    article = builders.published_article(headline="พะยูนเกยตื้น")
    other = builders.published_article(headline="ราคายางขยับขึ้น")
    elsewhere = builders.published_article(section=builders.section("กีฬา", "sport"))

    def shown() -> tuple[str, list[int]]:
        html = client.get(article.get_absolute_url()).content.decode()
        part = html.split('aria-labelledby="related"')[1].split("</section>")[0]
        return part, [int(pk) for pk in re.findall(r'data-article-id="(\d+)"', part)]

    part, ids = shown()
    assert ids == [other.pk, elsewhere.pk], "too few in the section: the newest of others follow"
    assert "อ่านต่อ</h2>" in part
    for _ in range(3):
        builders.published_article()
    part, ids = shown()
    assert len(ids) == 4
    assert other.pk in ids
    assert elsewhere.pk not in ids
    assert "ข่าวล่าสุดในหมวด" in part


def test_nothing_is_computed_in_a_readers_request(client: Client) -> None:
    article = builders.published_article(headline="พะยูนเกยตื้น", tags=["พะยูน"])
    builders.published_article(headline="พะยูนเกยตื้นอีกตัว", tags=["พะยูน"])
    for number in range(3):
        builders.published_article(headline=f"ราคายางขยับขึ้นครั้งที่ {number}")
    url = article.get_absolute_url()
    assert "ข่าวที่เกี่ยวข้อง" not in client.get(url).content.decode()
    call_command("reindex")
    assert "ข่าวที่เกี่ยวข้อง" in client.get(url).content.decode()


def test_an_article_that_is_deleted_or_changed_while_it_is_computed_is_left_out(
    monkeypatch: Any,
) -> None:
    """Computing takes longer than a save, and holds no lock."""
    articles = [
        builders.published_article(headline=f"พะยูนเกยตื้นตัวที่ {number}", tags=["พะยูน"])
        for number in range(4)
    ]
    first, changed, deleted, last = articles
    deleted_id = deleted.pk
    compute = related._most_similar

    def compute_while_others_write(candidate: Any) -> dict[int, float]:
        similarities = compute(candidate)
        assert {first.pk, deleted_id} < similarities.keys()
        if candidate.pk == changed.pk:
            changed.headline = "เรื่องใหม่ทั้งหมด"
            changed.save()
        else:
            deleted.delete()
        return similarities

    monkeypatch.setattr(related, "_most_similar", compute_while_others_write)
    related.update_related([changed.pk, last.pk])
    rows = set(RelatedArticle.objects.values_list("article_id", "related_id"))
    assert (last.pk, first.pk) in rows
    assert (changed.pk, first.pk) not in rows
    assert not [row for row in rows if deleted_id in row]


def test_an_editor_chooses_in_the_articles_form(client: Client) -> None:
    article, other = builders.published_article(), builders.published_article()
    client.force_login(builders.admin_user())
    page = client.get(f"/admin/articles/article/{article.pk}/change/")
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    formset = next(formset for formset in formsets if formset.prefix == "related_articles")
    bound = type(formset)(
        {
            "related_articles-TOTAL_FORMS": "1",
            "related_articles-INITIAL_FORMS": "0",
            "related_articles-0-position": "1",
            "related_articles-0-related": str(other.pk),
        },
        instance=article,
        prefix="related_articles",
    )
    assert bound.is_valid(), bound.errors
    bound.save()
    assert RelatedArticle.objects.get().is_manual
