"""What may be kept with a change, and where a change that waits is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article, PendingChange
from newsroom.search.models import RelatedArticle
from tests import builders
from tests.articles.article_form import ARTICLES_URL, change_url, form_data
from tests.articles.change_form import data_of, keep, post, publish

pytestmark = pytest.mark.django_db
State = PendingChange.State


def test_related_stories_and_corrections_wait_with_the_change(
    client: Client, editor: Any, article: Article
) -> None:
    first, second = builders.published_article(), builders.published_article()
    RelatedArticle.objects.create(article=article, related=first, is_manual=True, position=0)
    data = data_of(client, article)
    related = next(name for name in data if name.endswith("-0-related"))
    correction = {
        "corrections-TOTAL_FORMS": 1,
        "corrections-0-text": "เดิมว่า 3 ที่ถูกคือ 5",
        "corrections-0-corrected_at": timezone.localtime().strftime("%d/%m/%Y %H.%M"),
    }
    keep(client, article, **{related: second.pk}, **correction)
    chosen = RelatedArticle.objects.filter(article=article, is_manual=True)
    assert [row.related for row in chosen] == [first]
    assert not article.corrections.exists()
    data = data_of(client, article)
    assert data[related] == str(second.pk)
    assert data["corrections-0-text"] == "เดิมว่า 3 ที่ถูกคือ 5"
    publish(client, article)
    assert [row.related for row in chosen.all()] == [second]
    assert article.corrections.get().text == "เดิมว่า 3 ที่ถูกคือ 5"
    # A public correction is no part of a change.
    response = client.post(
        change_url(article),
        data_of(client, article, _action="keep_change") | {"corrections-0-text": "อื่น"},
    )
    assert response.status_code == 200
    assert "เก็บในร่างการแก้ไขไม่ได้" in response.content.decode()


def test_a_photo_that_only_a_waiting_change_shows_is_in_use(
    client: Client, editor: Any, article: Article
) -> None:
    lead, inside, unused = (builders.photo(shade=shade) for shade in (10, 20, 30))
    body = f'<figure><img data-file="{inside.pk}" alt="เรือ"></figure>'
    keep(client, article, lead_photo=lead.pk, body=body)
    for photo in (lead, inside):
        assert {str(usage) for usage in photo.usages()} == {"ราคาข้าวขึ้น (ร่างการแก้ไข)"}
        assert not photo.is_released
    assert unused.usages() == []


def test_rows_that_a_change_removes_or_adds_are_shown_and_saved_so(
    client: Client, editor: Any, article: Article
) -> None:
    keep(
        client,
        article,
        **{
            "credits-0-DELETE": "on",
            "credits-TOTAL_FORMS": 2,
            "credits-1-role": "ข่าว",
            "credits-1-name": "คนที่สาม",
            "credits-1-position": 1,
        },
    )
    data = data_of(client, article)
    assert (data["credits-TOTAL_FORMS"], data["credits-0-name"]) == ("1", "คนที่สาม")
    keep(client, article)
    publish(client, article)
    assert [credit.name for credit in article.credits.all()] == ["คนที่สาม"]


def test_a_change_of_a_withdrawn_story_waits_and_can_be_used(
    client: Client, editor: Any, article: Article
) -> None:
    keep(client, article, headline="ราคาข้าวลง")
    builders.withdraw(article)
    page = client.get(change_url(article)).content.decode()
    assert "ข่าวนี้มีร่างการแก้ไขรออยู่" in page
    assert form_data(client, article)["headline"] == "ราคาข้าวขึ้น"
    data = form_data(client, article, "?change") | {"_action": "publish_change"}
    post(client, article, data)
    assert (article.headline, article.status) == ("ราคาข้าวลง", "withdrawn")
    keep_data = data_of(client, article, _action="keep_change")
    assert client.post(change_url(article), keep_data).status_code == 403
    article.delete()


def test_the_preview_and_the_list_show_the_change(
    client: Client, editor: Any, article: Article
) -> None:
    keep(client, article, headline="ราคาข้าวลง", tags="ใหม่มาก", **{"credits-0-name": "คนที่สอง"})
    url = f"{ARTICLES_URL}{article.pk}/preview/"
    page = client.get(f"{url}?change").content.decode()
    assert "ราคาข้าวลง" in page
    assert "คนที่สอง" in page
    assert "ใหม่มาก" in page
    assert "ตัวอย่างร่างการแก้ไข" in page
    assert "ราคาข้าวลง" not in client.get(url).content.decode()
    page = client.get(f"{ARTICLES_URL}?view=changes").content.decode()
    assert "ร่างการแก้ไข</span> อารี ศรีสุข · ยังไม่เสร็จ" in page
    builders.published_article()
    assert client.get(f"{ARTICLES_URL}?view=changes").context["cl"].result_count == 1


def test_an_open_form_learns_of_a_kept_change(
    client: Client, editor: Any, other: Client, article: Article
) -> None:
    url = f"{ARTICLES_URL}{article.pk}/heartbeat/"
    before = client.get(url).json()["version"]
    keep(other, article, headline="ราคาข้าวลง")
    after = client.get(url).json()["version"]
    assert before != after
    assert f'data-version="{after}"' in client.get(change_url(article)).content.decode()


def test_a_sub_editor_does_not_publish_another_date(
    client: Client, editor: Any, other: Client, article: Article
) -> None:
    keep(client, article, published_at="1/2/2566 10.00")
    page = other.get(change_url(article)).content.decode()
    assert "เผยแพร่การแก้ไข" not in page
    publish(client, article)
    assert timezone.localtime(article.published_at).year == 2023
