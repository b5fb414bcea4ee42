"""Threads on the article's page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.comments import services
from newsroom.comments.models import Comment
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_hidden_comment_keeps_its_replies_but_not_its_text(client: Client) -> None:
    """T-P4"""
    article = builders.published_article()
    parent = builders.visible_comment(article, body="ข้อความหมิ่นประมาท")
    builders.visible_comment(article, parent=parent, body="ไม่เห็นด้วยครับ")
    services.hide([parent], by=builders.admin_user())
    for url in (article.get_absolute_url(), "/", "/feed/", "/search/?q=หมิ่นประมาท"):
        assert "ข้อความหมิ่นประมาท" not in client.get(url).content.decode()
    page = client.get(article.get_absolute_url()).content.decode()
    assert "ความคิดเห็นนี้ถูกซ่อน" in page
    assert "ไม่เห็นด้วยครับ" in page


def comments(article: Article, count: int, parent: Comment | None = None) -> list[Comment]:
    """Visible comments, one a second, without a query for each."""
    start = timezone.now() - timedelta(days=1)
    rows = [
        Comment(
            article=article,
            parent=parent,
            name=f"ผู้อ่านคนที่ {number}",
            body=f"ความเห็นที่ {number} เรื่องนี้ควรให้ชาวบ้านร่วมตัดสินใจด้วย",
            status="visible",
            created_at=start + timedelta(seconds=number),
        )
        for number in range(count)
    ]
    created = Comment.objects.bulk_create(rows)
    services.update_comment_counts([article.pk])
    return created


@pytest.mark.parametrize(("count", "query_count"), [(15, 10), (60, 10), (300, 11), (3000, 11)])
def test_query_count_does_not_grow_with_the_threads(
    client: Client, count: int, query_count: int, django_assert_max_num_queries: Any
) -> None:
    article = builders.published_article()
    comments(article, count)
    with builders.page_cache_enabled():
        client.get(article.get_absolute_url())
        with django_assert_max_num_queries(query_count):
            client.get(article.get_absolute_url())


def test_three_thousand_comments_are_pages_of_thirty_threads(client: Client) -> None:
    """Issue: they made one page of 2.5 MB."""
    article = builders.published_article()
    created = comments(article, 3000)
    url = article.get_absolute_url()
    first = client.get(url).content.decode()
    assert first.count('class="thread"') == 30
    assert '"commentCount": 3000' in first.replace('":', '": ').replace("  ", " ")
    assert len(first) < 60_000
    assert f'href="{url}comments/?page=2"' in first
    second = client.get(f"{url}comments/?page=2").content.decode()
    assert f'id="comment-{created[30].pk}"' in second
    assert f'<link rel="canonical" href="http://testserver{url}comments/?page=2">' in second
    assert f'href="{url}#comments"' in second
    last = client.get(f"{url}comments/?page=๑๐๐")
    assert f'id="comment-{created[-1].pk}"' in last.content.decode()
    assert client.get(f"{url}comments/?page=101").status_code == 404
    assert client.get(f"{url}comments/?page={'9' * 30}").status_code == 404
    for number in ("", "?page=1", "?page=x", "?page=-1"):
        response = client.get(f"{url}comments/{number}")
        assert (response.status_code, response["Location"]) == (302, f"{url}#comments")


def test_one_thread_with_many_replies_goes_on_on_the_next_page(client: Client) -> None:
    article = builders.published_article()
    first = builders.visible_comment(article, name="ผู้เปิดประเด็น")
    replies = comments(article, 250, parent=first)
    url = article.get_absolute_url()
    page = client.get(url).content.decode()
    assert "ดูอีก 97 คำตอบ" in page
    second = client.get(f"{url}comments/?page=2").content.decode()
    assert "คำตอบต่อจากหน้าก่อน" in second
    assert "ความคิดเห็นของ ผู้เปิดประเด็น" in second
    assert f'id="comment-{replies[99].pk}"' in second
    assert f'id="comment-{first.pk}"' not in second


def test_the_permanent_link_of_a_comment_leads_to_its_page(client: Client) -> None:
    article = builders.published_article()
    created = comments(article, 61)
    url = article.get_absolute_url()
    for index, page in ((0, url), (30, f"{url}comments/?page=2"), (60, f"{url}comments/?page=3")):
        link = created[index].get_absolute_url()
        assert client.get(link)["Location"] == f"{page}#comment-{created[index].pk}"
    services.hide([created[0]], by=builders.admin_user())
    other = builders.visible_comment(builders.published_article())
    for pk in (created[0].pk, other.pk, 10**15):
        assert client.get(f"{url}comments/{pk}/")["Location"] == f"{url}#comments"
    assert client.get(f"{url}comments/{10**30}/").status_code in (301, 404)


def test_the_form_is_first_when_there_are_more_than_ten(client: Client) -> None:
    article = builders.published_article()
    comments(article, 10)
    page = client.get(article.get_absolute_url()).content.decode()
    assert page.index('id="comment-form"') > page.index('class="thread"')
    comments(article, 1)
    page = client.get(article.get_absolute_url()).content.decode()
    assert page.index('id="comment-form"') < page.index('class="thread"')
    assert page.count('id="comment-form"') == 1


def test_replies_past_two_are_folded(client: Client) -> None:
    article = builders.published_article()
    first = builders.visible_comment(article)
    replies = comments(article, 2, parent=first)
    assert "more-replies" not in client.get(article.get_absolute_url()).content.decode()
    replies += comments(article, 2, parent=first)
    page = client.get(article.get_absolute_url()).content.decode()
    folded = page.partition('<details class="more-replies"')[2].partition("</details>")[0]
    assert "ดูอีก 2 คำตอบ" in folded
    assert folded.count('class="comment"') == 2


def test_pages_of_articles_that_are_not_public_answer_as_the_article(client: Client) -> None:
    draft, withdrawn = builders.draft_article(), builders.withdrawn_article()
    for article, status in ((draft, 404), (withdrawn, 410)):
        comments(article, 40)
        url = f"{article.get_absolute_url()}comments/"
        assert client.get(f"{url}?page=2").status_code == status
        assert client.get(f"{url}{article.comments.first().pk}/").status_code == status
