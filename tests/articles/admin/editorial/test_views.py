"""The views beside an article's form: preview, transitions, notes and the publish label. Invalid
input tried: ids that no row has, previews by strangers, blank and too long notes, transitions twice,
by GET and unknown, dates that are none."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.articles.workflow import transitions
from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.articles.article_form import ARTICLES_URL, change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db: Any) -> Any:
    return builders.role_user(roles.EDITOR, "editor", display_name="อรุณี แก้วมณี")


@pytest.fixture
def reporter(db: Any) -> Any:
    return builders.role_user(roles.REPORTER, "writer", display_name="สุนิสา ชูช่วย")


def url_of(article: Article | int, path: str) -> str:
    return f"{ARTICLES_URL}{getattr(article, 'pk', article)}/{path}"


def submit(client: Client, article: Article, follow: bool = False, **changes: Any) -> Any:
    data = form_data(client, article) | changes
    return client.post(change_url(article), data, follow=follow)


def test_an_article_goes_from_the_reporter_to_the_readers_and_back(
    client: Client, editor: Any, reporter: Any
) -> None:
    article = builders.draft_article(created_by=reporter)
    client.force_login(reporter)
    submit(client, article, _action="send_to_review")
    article.refresh_from_db()
    assert article.status == "review"
    assert 'name="_save"' not in client.get(change_url(article)).content.decode()
    client.post(url_of(article, "transition/reject_review/"))
    submit(client, article, _action="send_to_review")
    client.force_login(editor)
    soon = (timezone.now() + timedelta(hours=3)).astimezone(BANGKOK)
    page = submit(
        client, article, follow=True, _action="publish", published_at=f"{soon:%d/%m/%Y %H.%M}"
    )
    assert "ข่าวจะเผยแพร่เองเมื่อ" in page.content.decode()
    article.refresh_from_db()
    assert article.is_scheduled
    submit(client, article, _action="publish_now")
    assert client.get(article.get_absolute_url()).status_code == 200
    client.post(url_of(article, "transition/withdraw/"), {"reason_withdraw": "ข้อมูลผิด"})
    assert client.get(article.get_absolute_url()).status_code == 410
    submit(client, article, _action="unpublish")
    assert client.get(article.get_absolute_url()).status_code == 404


def test_a_transition_twice_is_refused_and_changes_nothing(client: Client, editor: Any) -> None:
    article = builders.published_article()
    client.force_login(editor)
    for _ in range(2):
        data = {"reason_withdraw": "ข้อมูลผิด"}
        page = client.post(url_of(article, "transition/withdraw/"), data, follow=True)
    assert "อยู่ในสถานะ «ถอนออก» แล้ว" in page.content.decode()
    assert article.revisions.filter(reason="withdrawn").count() == 1
    assert client.get(url_of(article, "transition/withdraw/")).status_code == 405
    assert client.post(url_of(article, "transition/nonsense/")).status_code == 403
    assert client.post(url_of(999, "transition/withdraw/")).status_code == 404
    assert client.post(url_of(2**70, "transition/withdraw/")).status_code == 404


@time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=BANGKOK))
def test_the_publish_label_follows_the_date(client: Client, editor: Any) -> None:
    client.force_login(editor)
    url = f"{ARTICLES_URL}publish-label/"
    assert client.get(url, {"at": "27/11/2569 06.00"}).json() == {
        "label": "ตั้งเวลาเผยแพร่ พรุ่งนี้ 06.00 น.",
        "hint": "จะเผยแพร่ พรุ่งนี้ 06.00 น.",
    }
    assert client.get(url).json()["label"] == "เผยแพร่ทันที"
    assert "6 สิงหาคม 2559" in client.get(url, {"at": "6/8/2559 09.05"}).json()["hint"]
    for invalid in ("31/2/2569", "\0", "ก" * 5000, "<b>"):
        assert "error" in client.get(url, {"at": invalid}).json()
    client.force_login(builders.role_user(roles.SUB_EDITOR, "sub"))
    assert client.get(url).status_code == 403


def test_a_preview_is_the_articles_page_and_not_cached(admin_client: Client) -> None:
    draft = builders.draft_article(headline="ร่างลับสุดยอด")
    page = admin_client.get(url_of(draft, "preview/"))
    assert page.status_code == 200
    assert "ร่างลับสุดยอด" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert admin_client.get(url_of(999999, "preview/")).status_code == 404
    assert admin_client.get(url_of(2**70, "preview/")).status_code == 404


def test_a_preview_is_for_users_who_may_view_the_article(client: Client) -> None:
    draft = builders.draft_article(headline="ร่างลับสุดยอด")
    url = url_of(draft, "preview/")
    assert client.get(url).status_code == 302
    user = builders.staff_user()
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 403
    assert "ร่างลับสุดยอด" not in response.content.decode()
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(type(user).objects.get(pk=user.pk))
    assert client.get(url).status_code == 200


def test_notes_name_their_writers_and_are_not_public(
    client: Client, editor: Any, reporter: Any
) -> None:
    article = builders.draft_article(created_by=reporter)
    client.force_login(reporter)
    submit(client, article, note="ฝากดูตัวเลข", _action="send_to_review")
    # The reporter may no longer edit the article, but still comment on it.
    client.post(url_of(article, "notes/"), {"note": "เพิ่มภาพแล้ว"})
    client.post(url_of(article, "notes/"), {"note": " \u200b "})
    client.force_login(editor)
    page = client.get(change_url(article)).content.decode()
    assert page.index("สุนิสา ชูช่วย") < page.index("ฝากดูตัวเลข") < page.index("เพิ่มภาพแล้ว")
    assert article.notes.count() == 2
    transitions.publish(article, by=editor)
    assert "ฝากดูตัวเลข" not in client.get(article.get_absolute_url()).content.decode()
    assert "ฝากดูตัวเลข" not in client.get(url_of(article, "preview/")).content.decode()


def test_a_note_that_is_too_long_is_refused_and_stays_in_the_form(
    client: Client, editor: Any
) -> None:
    article = builders.draft_article()
    client.force_login(editor)
    page = submit(client, article, note="ก" * 2001)
    assert page.status_code == 200
    assert "โน้ตยาวเกินไป" in page.content.decode()
    assert "ก" * 2001 in page.content.decode()


def test_handing_back_and_withdrawing_ask_for_a_reason(
    client: Client, editor: Any, reporter: Any
) -> None:
    article = builders.draft_article(created_by=reporter)
    transitions.send_to_review(article, by=reporter)
    client.force_login(editor)
    page = submit(client, article, follow=True, _action="reject_review").content.decode()
    assert "ยังไม่ได้เปลี่ยนสถานะ: ยังไม่ได้ใส่: ต้องแก้อะไร" in page
    reason = {"reason_reject_review": "ขอตัวเลขจากอำเภอ"}
    submit(client, article, _action="reject_review", **reason)
    article.refresh_from_db()
    assert article.status == "draft"
    assert article.notes.get().text == "ส่งกลับให้แก้: ขอตัวเลขจากอำเภอ"
    client.force_login(reporter)
    assert "ถูกส่งกลับ" in client.get("/admin/").content.decode()
    submit(client, article, _action="send_to_review")
    client.post(url_of(article, "transition/reject_review/"))
    assert "ถูกส่งกลับ" not in client.get("/admin/").content.decode(), "she took it back herself"
    public = builders.published_article()
    client.force_login(editor)
    for text in ("", "\u200b", "\0"):
        client.post(url_of(public, "transition/withdraw/"), {"reason_withdraw": text})
        public.refresh_from_db()
        assert public.status == "published", repr(text)
