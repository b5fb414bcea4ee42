"""The link by which a commenter proves an e-mail address."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from newsroom.comments import email_verification
from newsroom.comments.commenters import get_or_create_commenter, is_trusted
from newsroom.comments.models import Comment, Commenter
from newsroom.mail.models import OutgoingMail
from newsroom.site.models import SiteSettings
from tests import builders
from tests.comments.posting import post

pytestmark = pytest.mark.django_db
NAME, EMAIL = "น้ำฝน", "nam@example.com"


@pytest.fixture
def _mail(settings: Any) -> None:
    settings.MAIL_IS_CONFIGURED = True
    settings.PUBLIC_URL = "http://testserver"


def approve_in_admin(client: Client, comment: Comment) -> None:
    moderator = Client()
    moderator.force_login(builders.admin_user(f"moderator{comment.pk}"))
    moderator.post(f"/admin/comments/comment/{comment.pk}/approve/now/")


@pytest.mark.usefixtures("_mail")
def test_a_commenter_proves_the_address_once_and_is_then_shown_at_once(client: Client) -> None:
    article = builders.published_article()
    post(client, article, name=NAME, email=EMAIL)
    assert not OutgoingMail.objects.exists(), "nothing is sent for what anybody posts"
    approve_in_admin(client, Comment.objects.get())
    mail = OutgoingMail.objects.get()
    assert mail.recipient == EMAIL
    link = re.search(r"http://testserver(/comments/confirm/\S+)", mail.text)
    assert link
    assert link[1] in mail.html
    page = client.get(link[1])
    assert (page.status_code, page["Cache-Control"].count("no-store")) == (200, 1)
    assert not is_trusted(NAME, EMAIL), "programs open links; only the button proves"
    assert "ยืนยันแล้ว" in client.post(link[1]).content.decode()
    assert is_trusted(NAME, EMAIL)
    post(client, article, name=NAME, email=EMAIL, body="และขอเสริมค่ะ")
    assert Comment.objects.latest("pk").status == "visible"


@pytest.mark.usefixtures("_mail")
def test_one_link_a_month_at_most_and_none_for_the_trusted(client: Client) -> None:
    article = builders.published_article()
    for number in range(3):
        approve_in_admin(
            client, builders.pending_comment(article, name=NAME, email=EMAIL, body=f"{number}")
        )
    assert OutgoingMail.objects.count() == 1
    Commenter.objects.update(link_sent_at=timezone.now() - timedelta(days=31))
    approve_in_admin(client, builders.pending_comment(article, name=NAME, email=EMAIL))
    assert OutgoingMail.objects.count() == 2
    Commenter.objects.update(link_sent_at=None, email_proved_at=timezone.now())
    approve_in_admin(client, builders.pending_comment(article, name=NAME, email=EMAIL))
    assert OutgoingMail.objects.count() == 2


@pytest.mark.usefixtures("_mail")
def test_no_link_where_every_comment_is_moderated_or_without_an_address(client: Client) -> None:
    article = builders.published_article()
    approve_in_admin(client, builders.pending_comment(article, name=NAME))
    approve_in_admin(client, builders.pending_comment(article, name=NAME, email="ไม่ใช่ อีเมล"))
    SiteSettings(comment_moderation="all").save()
    approve_in_admin(client, builders.pending_comment(article, name=NAME, email=EMAIL))
    assert not OutgoingMail.objects.exists()


def test_without_a_mail_server_nothing_is_sent(client: Client) -> None:
    comment = builders.pending_comment(builders.published_article(), name=NAME, email=EMAIL)
    approve_in_admin(client, comment)
    assert not OutgoingMail.objects.exists()
    assert not Commenter.objects.exists()


def test_forged_old_and_useless_links_say_so(client: Client) -> None:
    commenter = get_or_create_commenter(NAME, EMAIL)
    with time_machine.travel(timezone.now() - timedelta(days=15)):
        old = email_verification.sign_token(commenter)
    token = email_verification.sign_token(commenter)
    for bad in (old, token[:-1], f"2{token}", "ก", "%00", "1", "a:b:c"):
        response = client.post(f"/comments/confirm/{bad}/")
        assert response.status_code == 404
        assert "ใช้ไม่ได้แล้ว" in response.content.decode()
    assert Commenter.objects.get().email_proved_at is None
    commenter.delete()
    assert client.get(f"/comments/confirm/{token}/").status_code == 404


def test_no_other_site_can_press_the_button(client: Client) -> None:
    token = email_verification.sign_token(get_or_create_commenter(NAME, EMAIL))
    response = client.post(f"/comments/confirm/{token}/", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert Commenter.objects.get().email_proved_at is None
