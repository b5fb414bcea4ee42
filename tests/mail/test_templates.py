"""Every message that the site sends: names become no markup, text and HTML have the same links."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from selectolax.lexbor import LexborHTMLParser

from newsroom.accounts import roles
from newsroom.accounts.models import PasswordLinkRequest, User
from newsroom.accounts.passwords.invitations import invite
from newsroom.accounts.passwords.requests import answer_password_requests
from newsroom.comments.email_verification import send_links
from newsroom.mail.models import OutgoingMail
from newsroom.mail.outbox import queue_mail
from newsroom.notifications.digests import queue_due_notifications
from newsroom.notifications.models import Delivery, Kind, NotificationPreference
from newsroom.notifications.notify import notify_one
from newsroom.site.models import SiteSettings
from tests import builders

pytestmark = pytest.mark.django_db
ADDRESS = "somchai@example.com"
NAME = 'สมชาย <b>"ดี"</b> & เพื่อน'
LINK = re.compile(r"https?://[^\s\"<>]+")


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.MAIL_IS_CONFIGURED = True
    SiteSettings(name='<i>อ่าวทราย</i> "โพสต์" & ทะเล').save()


def person() -> User:
    return builders.role_user(roles.REPORTER, "somchai", display_name=NAME, email=ADDRESS)


def send_trial() -> None:
    queue_mail("mail/trial", to=ADDRESS, subject="อีเมลทดสอบ")


def send_invitation() -> None:
    assert invite(person(), by=builders.admin_user()) is None


def send_forgotten_password() -> None:
    person()
    PasswordLinkRequest.objects.create(login=ADDRESS)
    answer_password_requests()


def send_proof() -> None:
    article = builders.published_article(headline="ข่าว <b>เด่น</b> & 'ดัง'")
    send_links([builders.visible_comment(article, name=NAME, email=ADDRESS)])


def send_notifications() -> None:
    user = person()
    for kind in Kind:
        NotificationPreference.objects.create(user=user, kind=kind, delivery=Delivery.AT_ONCE)
        notify_one(kind, user, f"{NAME} {kind}", "/admin/?a=1&b=2")
    queue_due_notifications()


SENDERS: dict[str, Callable[[], None]] = {
    "mail/trial": send_trial,
    "accounts/mail/invitation": send_invitation,
    "accounts/mail/forgotten_password": send_forgotten_password,
    "comments/mail/proof": send_proof,
    "notifications/mail/notifications": send_notifications,
}


def templates(ending: str) -> set[str]:
    """All templates of messages, without their ending."""
    folder = Path(django_settings.BASE_DIR) / "templates"
    names = {str(path.relative_to(folder)) for path in folder.rglob(f"mail/*.{ending}")}
    return {
        name.removesuffix(f".{ending}")
        for name in names
        if not name.startswith(("admin/", "mail/base", "mail/_"))
    }


def test_every_message_has_a_text_and_an_html_and_is_tested_here() -> None:
    assert templates("txt") == templates("html") == set(SENDERS)


@pytest.mark.parametrize("template", SENDERS)
def test_text_and_html_have_the_same_names_and_links(template: str) -> None:
    SENDERS[template]()
    mail = OutgoingMail.objects.get(template=template)
    page = LexborHTMLParser(mail.html)
    assert 'lang="th"' in mail.html
    # No name became markup, and none was escaped twice or in the text.
    assert not {node.text() for node in page.css("b, i")} & {'"ดี"', "เด่น", "อ่าวทราย"}
    for text in (mail.text, page.body.text() if page.body else ""):
        assert '<i>อ่าวทราย</i> "โพสต์" & ทะเล' in text
        assert not re.search(r"&(amp|lt|gt|quot|#)", text)
    if template != "mail/trial":
        links = set(LINK.findall(mail.text))
        assert links
        assert links <= {node.attributes["href"] for node in page.css("a[href]")}
    # The HTML words it otherwise, but it greets and names the same people.
    assert ("สมชาย" in mail.text) == ("สมชาย" in mail.html)
    assert "<b>เด่น</b>" in mail.text or template != "comments/mail/proof"
