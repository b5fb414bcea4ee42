"""«อ่านเพิ่ม»: what it says comes from the other article, whenever the text is shown."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from newsroom.articles.fields import for_editor
from newsroom.articles.models import Article
from newsroom.articles.workflow.publish_checks import warnings
from newsroom.pages.models import Page
from newsroom.thai.lines.joiners import without_joiners
from newsroom.transfer.wordpress.export.bodies import wordpress_html
from newsroom.web.models import CacheGeneration
from tests import builders

pytestmark = pytest.mark.django_db


def line(pk: int) -> str:
    return f'<p>ก่อน</p><figure data-article="{pk}"></figure><p>หลัง</p>'


def shown(client: Client, article: Article) -> str:
    return without_joiners(client.get(article.get_absolute_url()).content.decode())


def test_the_line_follows_the_headline_and_goes_with_the_article(client: Client) -> None:
    target = builders.published_article(headline="หัวเดิม")
    article = builders.published_article(body=line(target.pk))
    link = f'<a href="/news/{target.pk}/">{{}}</a></p><p>หลัง</p>'
    assert link.format("หัวเดิม") in shown(client, article)
    target.headline = "หัวใหม่ <b>"
    target.save()
    assert link.format("หัวใหม่ &lt;b&gt;") in shown(client, article)
    target.status = Article.Status.WITHDRAWN
    target.save()
    page = shown(client, article)
    assert "read-more" not in page
    assert "<p>ก่อน</p><p>หลัง</p>" in page
    target.delete()
    assert "read-more" not in shown(client, article)


def test_a_scheduled_article_is_linked_from_its_second_on(client: Client) -> None:
    soon = timezone.now() + timedelta(minutes=5)
    target = builders.scheduled_article(headline="พรุ่งนี้", published_at=soon)
    article = builders.published_article(body=line(target.pk))
    assert "พรุ่งนี้" not in shown(client, article)
    with time_machine.travel(soon + timedelta(seconds=1)):
        assert "พรุ่งนี้" in shown(client, article)


@pytest.mark.django_db(transaction=True)
def test_the_cached_page_ends_with_a_change_of_the_other_article() -> None:
    target = builders.published_article()
    builders.published_article(body=line(target.pk))
    before = CacheGeneration.objects.get().value
    target.headline = "หัวใหม่"
    target.save()
    assert CacheGeneration.objects.get().value > before


def test_many_texts_cost_one_more_query(client: Client, django_assert_max_num_queries: Any) -> None:
    targets = [builders.published_article() for _ in range(3)]
    bodies = "".join(line(target.pk) for target in targets)
    for _ in range(3):
        builders.published_article(body=bodies)
    with django_assert_max_num_queries(12):
        feed = client.get("/feed/").content.decode()
    assert feed.count("อ่านเพิ่ม") == 9


def test_the_desk_is_told_of_a_line_that_readers_do_not_see(admin_client: Client) -> None:
    draft = builders.draft_article(headline="ความลับ")
    withdrawn = builders.withdrawn_article(headline="ถอนไปแล้ว")
    body = line(draft.pk) + line(withdrawn.pk) + line(999_999)
    article = builders.published_article(body=body)
    preview = admin_client.get(f"/admin/articles/article/{article.pk}/preview/").content.decode()
    assert preview.count("ผู้อ่านไม่เห็นบรรทัดนี้") == 3
    # A preview has a link for outsiders, too.
    assert "ความลับ" not in preview
    told = for_editor(body)
    assert 'data-headline="ถอนไปแล้ว" data-note="ถูกถอนแล้ว' in told
    assert "ความลับ" not in told
    messages = [one.message for one in warnings(article) if "อ่านเพิ่ม" in one.message]
    assert len(messages) == 3
    assert "«ถอนไปแล้ว» ซึ่งถูกถอนแล้ว" in messages[1]


def test_the_photo_stands_beside_it_on_pages_and_not_in_feeds(client: Client) -> None:
    target = builders.published_article(lead_photo=builders.photo())
    article = builders.published_article(body=line(target.pk))
    assert '<p class="read-more"><a class="card-photo"' in shown(client, article)
    feed = client.get("/feed/").content.decode()
    assert "อ่านเพิ่ม" in feed
    assert "card-photo" not in feed


def test_pages_beside_the_news_have_it_too(client: Client) -> None:
    target = builders.published_article(headline="ข่าวหนึ่ง")
    Page.objects.filter(slug="about").update(body=line(target.pk))
    assert f'<a href="/news/{target.pk}/">' in client.get("/about/").content.decode()


def test_wordpress_gets_a_link(client: Client) -> None:
    target = builders.published_article(headline="ข่าวหนึ่ง")
    exported = wordpress_html(line(target.pk), {}, int)
    assert f'<p>อ่านเพิ่ม: <a href="http://testserver/news/{target.pk}/">ข่าวหนึ่ง</a></p>' in exported
    assert wordpress_html(line(999_999), {}, int) == "<p>ก่อน</p><p></p><p>หลัง</p>"


def test_an_import_leads_to_the_articles_that_the_ids_became(tmp_path: Path) -> None:
    taken = [builders.published_article(headline=f"ของเรา {n}") for n in (1, 2)]
    rows = [
        {"id": taken[0].pk, "title": "หนึ่ง", "body_html": line(taken[1].pk) + line(88_888)},
        {"id": taken[1].pk, "title": "สอง", "body_html": "<p>ก</p>"},
    ]
    file = tmp_path / "a.jsonl"
    moment = "2016-08-06T10:00:00+07:00"
    file.write_text(
        "\n".join(
            json.dumps({**row, "published_at": moment, "status": "published"}) for row in rows
        )
    )
    report = tmp_path / "report.json"
    for _ in range(2):
        call_command("import_articles", file, report=report, verbosity=0)
        one, two = Article.objects.get(headline="หนึ่ง"), Article.objects.get(headline="สอง")
        assert two.pk != taken[1].pk
        assert f'data-article="{two.pk}"' in one.body
        assert f"<!--show-article:{two.pk}-->" in one.body_html
        assert "88888" not in one.body
    assert Article.objects.count() == 4
