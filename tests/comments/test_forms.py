"""Validation of the comment form. Bad input tried: empty, marks only, too long, forged or stale
timestamps, another article's form, script, stacked tone marks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.comments import services
from newsroom.comments.forms import sign_form_timestamp
from newsroom.comments.models import Comment
from tests import builders
from tests.comments.posting import post, timestamp

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"body": ""}, "กรุณาเขียนความคิดเห็น"),
        ({"body": "\u0e48\u0e49"}, "กรุณาเขียนความคิดเห็น"),
        ({"body": "\u200b \u200b"}, "กรุณาเขียนความคิดเห็น"),
        ({"name": ""}, "กรุณาใส่ชื่อ"),
        ({"name": "ก" * 61}, "ยาวเกินไป"),
        ({"body": "ก" * 3001}, "ยาวเกินไป"),
        ({"email": "ไม่ใช่อีเมล"}, "อีเมลไม่ถูกต้อง"),
        ({"timestamp": ""}, "แบบฟอร์มไม่สมบูรณ์"),
        ({"timestamp": "1:forged:signature"}, "แบบฟอร์มไม่สมบูรณ์"),
    ],
)
def test_invalid_input_is_explained_in_thai_and_the_text_stays(
    client: Client, fields: Any, message: str
) -> None:
    response = post(client, builders.published_article(), **{"body": "ข้อความที่พิมพ์ไว้นาน", **fields})
    assert response.status_code == 400
    page = response.content.decode()
    assert message in page
    if "body" not in fields:
        assert "ข้อความที่พิมพ์ไว้นาน" in page
    assert not Comment.objects.exists()


def test_a_form_submitted_at_once_or_after_a_day_is_refused(client: Client) -> None:
    article = builders.published_article()
    assert (
        "ส่งเร็วเกินไป"
        in post(client, article, timestamp=sign_form_timestamp(article)).content.decode()
    )
    assert (
        "เปิดไว้นานเกินไป"
        in post(client, article, timestamp=timestamp(article, 25 * 3600)).content.decode()
    )
    other = builders.published_article()
    assert post(client, article, timestamp=timestamp(other)).status_code == 400


def test_script_is_escaped_and_stacked_marks_are_limited(client: Client) -> None:
    article = builders.published_article()
    post(
        client, article, body="<script>alert(1)</script>\nก" + "\u0e49\u0e48" * 20, name="<b>ก</b>"
    )
    services.approve(Comment.objects.all(), by=builders.admin_user())
    page = client.get(article.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>ก</b>" not in page
    assert "\u0e49\u0e48" * 3 not in page
