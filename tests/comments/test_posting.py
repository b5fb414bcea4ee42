"""Posting a comment. Bad input tried: empty, marks only, too long, a megabyte, NUL, invalid UTF-8, zalgo,
script, forged or stale form time, another story's form, unknown and hidden parents, other sites."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.comments import services
from newsroom.comments.models import Comment
from newsroom.comments.rules import PER_ADDRESS, form_time
from newsroom.site.models import SiteIdentity
from tests import builders

pytestmark = pytest.mark.django_db


def made(article: Article, seconds_ago: float = 60) -> str:
    signer = signing.TimestampSigner(salt="newsroom.comments")
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp() - seconds_ago))  # type: ignore[method-assign]
    return signer.sign(str(article.pk))


def post(client: Client, article: Article, headers: Any = None, **fields: Any) -> Any:
    data = {"name": "สมหญิง", "body": "ขอบคุณที่รายงานค่ะ", "made": made(article), **fields}
    return client.post(
        f"/news/{article.pk}/comments/", data, headers=headers or {"Sec-Fetch-Site": "same-origin"}
    )


def test_the_first_comment_waits_and_the_reader_is_told(client: Client) -> None:
    article = builders.published_article()
    answer = post(client, article)
    assert answer.status_code == 303
    assert "กองบรรณาธิการตรวจแล้ว" in client.get(answer["Location"]).content.decode()
    comment = Comment.objects.get()
    assert comment.status == "pending"
    assert comment.origin.address == "127.0.0.1"
    assert "ขอบคุณที่รายงานค่ะ" not in client.get(article.get_absolute_url()).content.decode()


def test_whoever_was_let_speak_before_is_shown_at_once(client: Client) -> None:
    article = builders.published_article()
    post(client, article)
    services.approve(Comment.objects.all(), by=builders.admin_user())
    answer = post(client, article, body="และขอเสริมอีกนิดค่ะ")
    assert answer["Location"] == f"/news/{article.pk}/#comment-{Comment.objects.latest('pk').pk}"
    page = client.get(article.get_absolute_url()).content.decode()
    assert "และขอเสริมอีกนิดค่ะ" in page
    assert "2 ความคิดเห็น" in page


def test_a_name_alone_does_not_make_somebody_known(client: Client) -> None:
    article = builders.published_article()
    post(client, article)
    services.approve(Comment.objects.all(), by=builders.admin_user())
    client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    post(client, article, body="คนละคนแต่ชื่อเดียวกัน")
    assert Comment.objects.latest("pk").status == "pending"


def test_where_everything_is_moderated_nobody_passes(client: Client) -> None:
    SiteIdentity(comment_moderation="all").save()
    article = builders.published_article()
    post(client, article)
    services.approve(Comment.objects.all(), by=builders.admin_user())
    post(client, article, body="อีกครั้ง")
    assert Comment.objects.latest("pk").status == "pending"


def test_many_links_are_held_even_from_the_known(client: Client) -> None:
    article = builders.published_article()
    post(client, article)
    services.approve(Comment.objects.all(), by=builders.admin_user())
    post(client, article, body="http://a.example http://b.example www.c.example")
    assert Comment.objects.latest("pk").status == "pending"


def test_no_reader_gets_a_cookie(client: Client) -> None:
    """T-P7"""
    article = builders.published_article()
    for answer in (client.get(article.get_absolute_url()), post(client, article)):
        assert not answer.cookies
    assert "csrf" not in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/news/1/"},
    ],
)
def test_other_sites_cannot_post_in_a_readers_name(client: Client, headers: Any) -> None:
    answer = post(client, builders.published_article(), headers=headers)
    assert answer.status_code == 403
    assert "เว็บไซต์อื่น" in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver"},
        {"Referer": "http://testserver/news/1/"},
    ],
)
def test_our_own_pages_can_post(client: Client, headers: Any) -> None:
    assert post(client, builders.published_article(), headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"body": ""}, "กรุณาเขียนความคิดเห็น"),
        ({"body": "\u0e48\u0e49"}, "กรุณาเขียนความคิดเห็น"),
        ({"body": "\u200b \u200b"}, "กรุณาเขียนความคิดเห็น"),
        ({"name": ""}, "กรุณาใส่ชื่อ"),
        ({"name": "ก" * 61}, "ยาวเกินไป"),
        ({"body": "ก" * 3001}, "ยาวเกินไป"),
        ({"email": "ไม่ใช่อีเมล"}, "อีเมลไม่ถูกต้อง"),
        ({"made": ""}, "แบบฟอร์มไม่สมบูรณ์"),
        ({"made": "1:forged:signature"}, "แบบฟอร์มไม่สมบูรณ์"),
    ],
)
def test_bad_input_is_told_in_thai_and_the_text_is_kept(
    client: Client, fields: Any, told: str
) -> None:
    answer = post(client, builders.published_article(), **{"body": "ข้อความที่พิมพ์ไว้นาน", **fields})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert told in page
    if "body" not in fields:
        assert "ข้อความที่พิมพ์ไว้นาน" in page
    assert not Comment.objects.exists()


def test_a_form_sent_at_once_or_after_a_day_is_asked_for_again(client: Client) -> None:
    article = builders.published_article()
    assert "ส่งเร็วเกินไป" in post(client, article, made=form_time(article)).content.decode()
    assert "เปิดไว้นานเกินไป" in post(client, article, made=made(article, 25 * 3600)).content.decode()
    other = builders.published_article()
    assert post(client, article, made=made(other)).status_code == 400


def test_a_megabyte_is_refused_and_no_error(client: Client) -> None:
    answer = post(client, builders.published_article(), body="ก" * 350_000)
    assert answer.status_code == 400
    assert "ยาวเกินไป" in answer.content.decode()
    assert "ก" * 350_000 in answer.content.decode(), "nothing of it is lost"
    assert not Comment.objects.exists()
    huge = post(client, builders.published_article(), body="x" * 6_000_000)
    assert huge.status_code == 413
    assert "ใหญ่เกินไป" in huge.content.decode()


@pytest.mark.parametrize(
    "raw",
    [
        b"name=%00&body=%00",
        b"name=%FF%FE&body=%E0%B8",
        b"name=a&body=%ED%A0%80",
        b"\xff\xfe",
        b"name=a&name=b&body=c&parent=x",
    ],
)
def test_broken_bytes_are_no_server_error(client: Client, raw: bytes) -> None:
    article = builders.published_article()
    answer = client.post(
        f"/news/{article.pk}/comments/",
        raw,
        content_type="application/x-www-form-urlencoded",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 400


def test_the_trap_catches_programs_quietly(client: Client) -> None:
    answer = post(client, builders.published_article(), website="http://spam.example")
    assert answer.status_code == 302
    assert not Comment.objects.exists()


def test_script_is_text_and_towers_of_marks_are_cut(client: Client) -> None:
    article = builders.published_article()
    post(
        client, article, body="<script>alert(1)</script>\nก" + "\u0e49\u0e48" * 20, name="<b>ก</b>"
    )
    services.approve(Comment.objects.all(), by=builders.admin_user())
    page = client.get(article.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>ก</b>" not in page
    assert "\u0e49\u0e48" * 3 not in page


def test_a_double_click_is_one_comment(client: Client) -> None:
    article = builders.published_article()
    assert post(client, article).status_code == post(client, article).status_code == 303
    assert Comment.objects.count() == 1


def test_too_many_are_stopped_legibly(client: Client) -> None:
    article = builders.published_article()
    for number in range(PER_ADDRESS.most):
        assert post(client, article, body=f"ความเห็นที่ {number}").status_code == 303
    answer = post(client, article, body="อีกหนึ่ง")
    assert answer.status_code == 429
    assert "ถี่เกินไป" in answer.content.decode()
    assert "อีกหนึ่ง" in answer.content.decode()


@pytest.mark.parametrize("why", ["story", "site", "age"])
def test_a_closed_story_takes_no_comment(client: Client, why: str) -> None:
    fields: dict[str, Any] = {"comments_open": False} if why == "story" else {}
    if why == "age":
        fields["published_at"] = timezone.now() - timedelta(days=91)
    SiteIdentity(comments_enabled=why != "site").save()
    article = builders.published_article(**fields)
    assert "ปิดรับความคิดเห็นแล้ว" in client.get(article.get_absolute_url()).content.decode()
    answer = post(client, article)
    assert answer.status_code == 403
    assert not Comment.objects.exists()


def test_answers_stand_under_what_they_answer(client: Client) -> None:
    article = builders.published_article()
    parent = builders.visible_comment(article)
    form = client.get(f"/news/{article.pk}/comments/reply/{parent.pk}/").content.decode()
    assert parent.body in form
    post(client, article, parent=parent.pk)
    reply = Comment.objects.latest("pk")
    assert reply.parent == parent
    post(client, article, parent=reply.pk, body="ตอบของคำตอบ")
    services.approve(Comment.objects.all(), by=builders.admin_user())
    post(client, article, parent=reply.pk, body="ตอบของคำตอบอีก")
    assert Comment.objects.latest("pk").parent == parent


def test_answers_to_what_is_not_there_start_a_thread(client: Client) -> None:
    article, other = builders.published_article(), builders.published_article()
    hidden = builders.pending_comment(article)
    foreign = builders.visible_comment(other)
    for number, parent in enumerate((hidden.pk, foreign.pk, 999999, "abc", "9" * 40)):
        post(client, article, parent=parent, body=f"ถึง {number}")
    assert not Comment.objects.filter(body__startswith="ถึง", parent__isnull=False).exists()
    assert client.get(f"/news/{article.pk}/comments/reply/{hidden.pk}/").status_code == 404
    assert client.get(f"/news/{article.pk}/comments/reply/{10**30}/").status_code == 404


def test_a_hidden_comment_leaves_its_answers_but_not_its_text(client: Client) -> None:
    """T-P4"""
    article = builders.published_article()
    parent = builders.visible_comment(article, body="ข้อความหมิ่นประมาท")
    builders.visible_comment(article, parent=parent, body="ไม่เห็นด้วยครับ")
    services.hide([parent], by=builders.admin_user())
    for address in (article.get_absolute_url(), "/", "/feed/", "/search/?q=หมิ่นประมาท"):
        assert "ข้อความหมิ่นประมาท" not in client.get(address).content.decode()
    page = client.get(article.get_absolute_url()).content.decode()
    assert "ความคิดเห็นนี้ถูกซ่อน" in page
    assert "ไม่เห็นด้วยครับ" in page


def test_the_count_is_true_after_every_verb() -> None:
    article, by = builders.published_article(), builders.admin_user()
    comments = [builders.pending_comment(article) for _ in range(3)]

    def count() -> int:
        article.refresh_from_db()
        return article.visible_comment_count

    services.approve(comments, by=by)
    assert count() == 3
    services.hide(comments[:1], by=by)
    assert count() == 2
    services.mark_spam(comments[1:2], by=by)
    assert count() == 1
    services.approve(comments[:1], by=by)
    assert count() == 2


def test_threads_cost_the_same_however_long(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    article = builders.published_article()
    for _ in range(15):
        parent = builders.visible_comment(article)
        builders.visible_comment(article, parent=parent)
    with builders.a_generation():
        client.get(article.get_absolute_url())
        with django_assert_max_num_queries(10):
            client.get(article.get_absolute_url())
