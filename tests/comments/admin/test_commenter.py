"""The list of trusted commenters: seen by moderators, who may take people off it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.audit.models import AuditLogEntry
from newsroom.comments.commenters import get_or_create_commenter, is_trusted
from newsroom.comments.models import Commenter
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/admin/comments/commenter/"


def test_a_moderator_trusts_by_a_click_and_takes_off_the_list(client: Client) -> None:
    client.force_login(builders.role_user(roles.MODERATOR, "moderator"))
    article = builders.published_article()
    comment = builders.pending_comment(article, name="ปรีชา", email="pricha@example.com")
    builders.pending_comment(article, name="ไม่มีอีเมล")
    page = client.get("/admin/comments/comment/").content.decode()
    assert page.count("แสดงและไว้ใจผู้เขียน") == 1, "only of a comment with an e-mail address"
    client.post(f"/admin/comments/comment/{comment.pk}/trust/now/")
    comment.refresh_from_db()
    assert comment.status == "visible"
    assert is_trusted("ปรีชา", "pricha@example.com")
    commenter = Commenter.objects.get()
    page = client.get(URL).content.decode()
    assert "pricha@example.com" in page
    assert "โดย ผู้ดูแลความคิดเห็น" in page
    assert client.get(f"{URL}{commenter.pk}/change/").status_code == 200
    client.post(f"{URL}{commenter.pk}/delete/", {"post": "yes"})
    assert not is_trusted("ปรีชา", "pricha@example.com")
    entry = AuditLogEntry.objects.filter(action="deleted").latest("pk")
    assert "ปรีชา" not in entry.target


def test_the_list_says_how_each_is_trusted(client: Client) -> None:
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    now = timezone.now()
    for name, fields in {
        "หนึ่ง": {},
        "สอง": {"link_sent_at": now},
        "สาม": {"link_sent_at": now, "email_proved_at": now},
    }.items():
        commenter = get_or_create_commenter(name, "a@example.com")
        Commenter.objects.filter(pk=commenter.pk).update(**fields)
    page = client.get(URL).content.decode()
    assert "ยังไม่ได้ส่งลิงก์" in page
    assert "ยังไม่ยืนยัน" in page


def test_reporters_do_not_see_it(client: Client) -> None:
    client.force_login(builders.role_user(roles.REPORTER, "reporter"))
    assert client.get(URL).status_code == 403
