"""Body HTML in forms and on every way into the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.body import sanitizer
from newsroom.body.pipeline import clean_body
from newsroom.body.sanitizer import CleanHtml
from newsroom.pages.models import Page
from tests import builders

pytestmark = pytest.mark.django_db
RAW = '<p onclick="x">ข้อความ<script>alert(1)</script></p><img src="https://evil.example/x.png">'
CLEAN = "<p>ข้อความ</p>"


@pytest.fixture
def nh3_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML of each call of nh3's cleaner."""
    calls: list[str] = []
    cleaner = sanitizer._CLEANER

    class CountingCleaner:
        def clean(self, html: str) -> str:
            calls.append(html)
            return cleaner.clean(html)

    monkeypatch.setattr(sanitizer, "_CLEANER", CountingCleaner())
    return calls


def article_form(article: Article, **changed: Any) -> dict[str, Any]:
    return {
        "headline": article.headline, "body": article.body, "status": "draft",
        "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0,
        "credits-TOTAL_FORMS": 0, "credits-INITIAL_FORMS": 0, **changed,
    }  # fmt: skip


def test_saving_an_article_sanitises_its_body_once(nh3_calls: list[str]) -> None:
    clean_body(RAW)
    calls_of_one_cleaning = list(nh3_calls)
    nh3_calls.clear()
    article = Article(headline="ก", body=RAW)
    article.save()
    assert nh3_calls == calls_of_one_cleaning
    assert article.body == CLEAN
    article.save()
    assert nh3_calls == calls_of_one_cleaning, "it was known to be clean"


@pytest.mark.parametrize("action", ["", "publish"])
def test_saving_in_the_admin_sanitises_the_body_once(
    admin_client: Client, nh3_calls: list[str], action: str
) -> None:
    article = builders.draft_article(section=builders.section())
    raw = f"{CLEAN}<div>ย่อหน้าใหม่</div><p></p>"
    nh3_calls.clear()
    clean_body(raw)
    calls_of_one_cleaning = list(nh3_calls)
    nh3_calls.clear()
    response = admin_client.post(
        f"/admin/articles/article/{article.pk}/change/",
        article_form(article, body=raw, section=article.section_id, _action=action),
    )
    assert response.status_code == 302
    assert nh3_calls == calls_of_one_cleaning
    saved = Article.objects.get(pk=article.pk)
    assert saved.body == f"{CLEAN}<p>ย่อหน้าใหม่</p>"
    assert saved.status == ("published" if action else "draft")


def _create() -> None:
    Article.objects.create(headline="ก", body=RAW)


def _save() -> None:
    Article(headline="ก", body=RAW).save()


def _save_one_field() -> None:
    article = builders.draft_article()
    article.body = RAW
    article.save(update_fields=["body"])


def _bulk_create() -> None:
    Article.objects.bulk_create([Article(headline="ก", body=RAW)])


def _update() -> None:
    builders.draft_article()
    Article.objects.update(body=RAW)


def _bulk_update() -> None:
    article = builders.draft_article()
    article.body = RAW
    Article.objects.bulk_update([article], ["body"])


def _update_or_create() -> None:
    article = builders.draft_article()
    Article.objects.update_or_create(pk=article.pk, defaults={"body": RAW})


@pytest.mark.parametrize(
    "write",
    [_create, _save, _save_one_field, _bulk_create, _update, _bulk_update, _update_or_create],
)
def test_raw_html_is_sanitised_however_it_is_written(write: Callable[[], None]) -> None:
    write()
    assert Article.objects.get().body == CLEAN


def test_raw_html_of_a_page_is_sanitised_however_it_is_written() -> None:
    page = Page.objects.create(slug="rules", title="กติกา", body=RAW)
    assert Page.objects.get(pk=page.pk).body == CLEAN
    Page.objects.filter(slug="about").update(body=RAW)
    assert Page.objects.get(slug="about").body == CLEAN


def test_what_is_stored_is_sanitised_again_when_it_is_saved_again(nh3_calls: list[str]) -> None:
    """Its schema may have changed since."""
    article = builders.draft_article()
    stored = Article.objects.get(pk=article.pk)
    assert not isinstance(stored.body, CleanHtml)
    nh3_calls.clear()
    stored.save()
    assert nh3_calls


def test_changed_clean_html_is_not_known_to_be_clean() -> None:
    html = clean_body(CLEAN)
    assert clean_body(html) is html
    for changed in (html + "<script>", html.replace("p", "x"), html[1:], html.strip(), f"{html}"):
        assert not isinstance(changed, CleanHtml)


@pytest.mark.parametrize(
    ("media", "kept", "word"),
    [
        (
            '<figure data-embed="https://evil.example/v"><figcaption>คลิป</figcaption></figure>',
            '<p><a href="https://evil.example/v">เนื้อหาจาก evil.example</a></p><p>คลิป</p>',
            "กลายเป็นลิงก์",
        ),
        ('<img src="https://evil.example/x.png">', "", "ไม่ได้เข้าคลังภาพ"),
        ('<figure data-embed=""></figure>', "", "ไม่มีที่อยู่ถูกตัดออก"),
    ],
)
def test_what_a_body_cannot_show_never_blocks_a_save_and_is_told(
    admin_client: Client, media: str, kept: str, word: str
) -> None:
    article = builders.draft_article()
    response = admin_client.post(
        f"/admin/articles/article/{article.pk}/change/",
        article_form(article, body=f"<p>ข้อความใหม่</p>{media}"),
        follow=True,
    )
    assert word in response.content.decode()
    assert Article.objects.get(pk=article.pk).body == f"<p>ข้อความใหม่</p>{kept}"
