"""Saves over somebody else's: fields left alone keep what the other has saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.thai.dates import to_buddhist_year
from tests import builders
from tests.articles.article_form import change_url, form_data, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(client: Client) -> Article:
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    return builders.published_article(headline="ราคาข้าวขึ้น", credits=[("ภาพ", "คนแรก")])


@pytest.fixture
def other_client(db: Any) -> Client:
    client = Client()
    client.force_login(builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก"))
    return client


def test_fields_of_two_people_are_merged(
    client: Client, other_client: Client, article: Article
) -> None:
    data = form_data(client, article) | {"headline": "ราคาข้าวขึ้นอีก"}
    save(
        other_client,
        article,
        standfirst="ของเขา",
        body="<p>ของเขา</p>",
        tags="ของเขา",
        **{"credits-0-name": "คนที่สอง"},
    )
    response = client.post(change_url(article), data, follow=True)
    assert "รวมกับที่วิชัย ลมบกบันทึกไว้แล้ว" in response.content.decode()
    article.refresh_from_db()
    assert article.headline == "ราคาข้าวขึ้นอีก"
    assert (article.standfirst, article.body) == ("ของเขา", "<p>ของเขา</p>")
    assert [tag.name for tag in article.tags.all()] == ["ของเขา"]
    assert [credit.name for credit in article.credits.all()] == ["คนที่สอง"]


def test_the_second_of_two_conflicts_keeps_fields_left_alone(
    client: Client, other_client: Client, article: Article
) -> None:
    data = form_data(client, article) | {"headline": "ของฉัน"}
    save(other_client, article, headline="ของเขา", standfirst="โปรยของเขา")
    response = client.post(change_url(article), data)
    form = response.context["adminform"].form
    assert [diff.name for diff in response.context["conflict"].diffs] == ["headline"]
    assert form["standfirst"].value() == "โปรยของเขา"
    again = {name: form[name].value() for name in ("version", "base", "standfirst")}
    assert client.post(change_url(article), data | again).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("ของฉัน", "โปรยของเขา")


def test_their_text_is_taken_by_a_check_box(
    client: Client, other_client: Client, article: Article
) -> None:
    data = form_data(client, article) | {"headline": "ของฉัน", "standfirst": "โปรยของฉัน"}
    save(other_client, article, headline="ของเขา")
    response = client.post(change_url(article), data)
    form = response.context["adminform"].form
    assert 'name="take_theirs" value="headline"' in response.content.decode()
    again = {name: form[name].value() for name in ("version", "base")}
    answer = client.post(change_url(article), data | again | {"take_theirs": ["headline"]})
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("ของเขา", "โปรยของฉัน")


def test_an_article_without_revisions_is_merged_with_its_baseline(
    client: Client, other_client: Client, article: Article
) -> None:
    assert not article.revisions.exists()
    data = form_data(client, article) | {"dateline": "กระบี่"}
    save(other_client, article, headline="ของเขา")
    assert client.post(change_url(article), data).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.dateline) == ("ของเขา", "กระบี่")


def test_a_date_far_ahead_is_asked_about_once(client: Client) -> None:
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    article = builders.draft_article()
    year = to_buddhist_year(timezone.localdate().year)
    data = form_data(client, article) | {"published_at": f"6/8/{year + 57}", "_action": "publish"}
    response = client.post(change_url(article), data)
    assert "อีกกว่าหนึ่งปีข้างหน้า" in response.content.decode()
    article.refresh_from_db()
    assert article.status == "draft"
    confirmed = response.context["adminform"].form["confirmed_date"].value()
    other = data | {"confirmed_date": confirmed, "published_at": f"6/8/{year + 58}"}
    assert client.post(change_url(article), other).status_code == 200, "another date is asked again"
    assert client.post(change_url(article), data | {"confirmed_date": confirmed}).status_code == 302
    article.refresh_from_db()
    assert article.is_scheduled
