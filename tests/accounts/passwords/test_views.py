"""Links that set a password: for who forgot it, and for who is invited."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.accounts.models import PasswordLinkRequest, User
from newsroom.accounts.passwords.links import Purpose, password_link
from newsroom.accounts.passwords.requests import ACCOUNT_LIMIT, answer_password_requests
from newsroom.accounts.passwords.views import NETWORK_LIMIT
from newsroom.audit.models import Action, AuditLogEntry
from newsroom.mail.models import OutgoingMail
from newsroom.mail.sender import send_due_mail
from tests import builders

pytestmark = pytest.mark.django_db
FORGOTTEN = "/admin/password/"
NEW = "ข่าวดีทุกเย็น8"


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.MAIL_IS_CONFIGURED = True


def sent_link() -> str:
    """The path of the link in the last message that was sent, equal in both of its parts."""
    answer_password_requests()
    send_due_mail()
    message: Any = mail.outbox[-1]
    link = re.compile(r"http://testserver(/admin/password/[^\s\"<]+)")
    found = {*link.findall(message.body), *link.findall(message.alternatives[0].content)}
    assert len(found) == 1
    return found.pop()


def set_password(client: Client, url: str, password: str = NEW) -> Any:
    return client.post(url, {"new_password1": password, "new_password2": password})


def can_sign_in(username: str, password: str) -> bool:
    return (
        Client().post("/admin/login/", {"username": username, "password": password}).status_code
        == 302
    )


@pytest.mark.parametrize(
    "typed", ["reporter", "REPORTER", "somchai@example.com", "Somchai@Example.com"]
)
def test_who_forgot_a_password_sets_another(client: Client, with_mail: None, typed: str) -> None:
    user = builders.staff_user(email="somchai@example.com")
    assert 'href="/admin/password/"' in client.get("/admin/login/").content.decode()
    assert client.post(FORGOTTEN, {"login": typed}).status_code == 200
    url = sent_link()
    assert mail.outbox[-1].to == [user.email]
    page = client.get(url)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert set_password(client, url).url == "/admin/login/"
    assert "ตั้งรหัสผ่านแล้ว" in client.get("/admin/login/").content.decode()
    assert can_sign_in("reporter", NEW)
    assert not can_sign_in("reporter", builders.PASSWORD)
    entry = AuditLogEntry.objects.get(action=Action.PASSWORD_CHANGED)
    assert entry.object_id == str(user.pk)
    # It works once.
    assert client.get(url).status_code == 410
    assert set_password(client, url, "อีกรหัสหนึ่ง77").status_code == 410


def test_the_answer_is_the_same_for_the_unknown(client: Client, with_mail: None) -> None:
    builders.staff_user(email="somchai@example.com")
    User.objects.create_user("reader", email="reader@example.com")
    builders.staff_user("gone", email="gone@example.com", is_active=False)
    builders.staff_user("nomail")
    answers = set()
    for typed in ("somchai@example.com", "nobody", "reader", "gone", "nomail"):
        with CountedQueries() as queries:
            response = client.post(FORGOTTEN, {"login": typed})
        text = re.sub(r'nonce-\S+|nonce="[^"]*"|value="[^"]{30,}"', "", response.content.decode())
        answers.add((response.status_code, text, queries.count))
    assert len(answers) == 1
    answer_password_requests()
    assert OutgoingMail.objects.get().recipient == "somchai@example.com"
    assert not PasswordLinkRequest.objects.exists()


class CountedQueries:
    """How many queries a request makes: all kinds of names cost the same."""

    def __enter__(self) -> CountedQueries:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self._context = CaptureQueriesContext(connection)
        self._context.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._context.__exit__(*error)
        self.count = len(self._context.captured_queries)


def test_a_link_ends_after_half_an_hour_an_invitation_after_three_days(client: Client) -> None:
    user = builders.staff_user()
    for purpose, lifetime in (
        (Purpose.FORGOTTEN, timedelta(minutes=30)),
        (Purpose.INVITATION, timedelta(days=3)),
    ):
        url = password_link(user, purpose).removeprefix("http://testserver")
        with time_machine.travel(timezone.now() + lifetime - timedelta(seconds=5)):
            assert client.get(url).status_code == 200
        with time_machine.travel(timezone.now() + lifetime + timedelta(seconds=5)):
            assert client.get(url).status_code == 410
            assert set_password(client, url).status_code == 410


def test_a_link_outlives_a_change_of_the_secret_key(client: Client, settings: Any) -> None:
    url = password_link(builders.staff_user(), Purpose.INVITATION).removeprefix("http://testserver")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-" + "z" * 50
    assert client.get(url).status_code == 410
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("change", ["email", "signed in", "inactive", "deleted"])
def test_a_link_ends_with_what_it_was_for(client: Client, change: str) -> None:
    user = builders.staff_user(email="somchai@example.com")
    url = password_link(user, Purpose.FORGOTTEN).removeprefix("http://testserver")
    if change == "email":
        User.objects.update(email="other@example.com")
    elif change == "signed in":
        assert can_sign_in("reporter", builders.PASSWORD)
    elif change == "inactive":
        User.objects.update(is_active=False)
    else:
        user.delete()
    assert client.get(url).status_code == 410


@pytest.mark.parametrize(
    "forge", [lambda t: t[:-1] + "x", lambda t: "ก" + t, lambda t: "x", lambda t: "1:2:3"]
)
def test_a_forged_link_sets_nothing(client: Client, forge: Any) -> None:
    token = password_link(builders.staff_user(), Purpose.FORGOTTEN).split("/")[-2]
    assert client.get(f"/admin/password/{forge(token)}/").status_code == 410


def test_weak_passwords_are_refused(client: Client) -> None:
    url = password_link(builders.staff_user(), Purpose.FORGOTTEN).removeprefix("http://testserver")
    for weak in ("short", "1234567890123", "reporter99"):
        assert set_password(client, url, weak).status_code == 200
    assert can_sign_in("reporter", builders.PASSWORD)


def test_requests_are_limited_by_network_and_account(client: Client, with_mail: None) -> None:
    builders.staff_user(email="somchai@example.com")
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(NETWORK_LIMIT.limit):
            assert client.post(FORGOTTEN, {"login": "reporter"}).status_code == 200
        response = client.post(FORGOTTEN, {"login": "reporter"})
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) > 0
        answer_password_requests()
        assert OutgoingMail.objects.count() == ACCOUNT_LIMIT.limit


def test_without_mail_nothing_is_offered(client: Client) -> None:
    assert "/admin/password/" not in client.get("/admin/login/").content.decode()
    assert client.get(FORGOTTEN).status_code == 404
    assert client.post(FORGOTTEN, {"login": "reporter"}).status_code == 404


def test_bad_input_is_answered(client: Client, with_mail: None) -> None:
    for typed in ("", "\0", "ก" * 300, "a@b\r\nBcc: x@example.com"):
        assert client.post(FORGOTTEN, {"login": typed}).status_code == 200
    answer_password_requests()
    assert not OutgoingMail.objects.exists()


def test_an_address_that_no_form_has_seen_stops_nobody_else(
    client: Client, with_mail: None
) -> None:
    builders.staff_user("broken", email="no address")
    builders.staff_user(email="somchai@example.com")
    for typed in ("broken", "reporter"):
        client.post(FORGOTTEN, {"login": typed})
    answer_password_requests()
    assert OutgoingMail.objects.get().recipient == "somchai@example.com"
    assert not PasswordLinkRequest.objects.exists()


def add_user(client: Client, **fields: Any) -> Any:
    data = {"username": "malee", "display_name": "มาลี", "is_staff": "on", **fields}
    return client.post("/admin/accounts/user/add/", data)


def test_an_invitation_sets_the_first_password(client: Client, with_mail: None) -> None:
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "wilai"))
    assert add_user(client).status_code == 200, "an address is needed"
    assert add_user(client, email="malee@example.com").status_code == 302
    user = User.objects.get(username="malee")
    assert not user.has_usable_password()
    url = sent_link()
    assert mail.outbox[-1].to == ["malee@example.com"]
    assert set_password(Client(), url).status_code == 302
    assert can_sign_in("malee", NEW)
    assert AuditLogEntry.objects.filter(action=Action.INVITED, object_id=str(user.pk)).exists()


def test_without_mail_the_link_is_shown_once(client: Client) -> None:
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "wilai"))
    page = add_user(client, email="malee@example.com")
    assert page.status_code == 200
    user = User.objects.get(username="malee")
    (url,) = re.findall(r"http://testserver(/admin/password/[^\s<]+/)", page.content.decode())
    assert (
        "/admin/password/"
        not in client.get(f"/admin/accounts/user/{user.pk}/access/").content.decode()
    )
    assert set_password(Client(), url).status_code == 302
    assert can_sign_in("malee", NEW)


def test_a_manager_sends_a_link_but_not_for_a_superuser(client: Client, with_mail: None) -> None:
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "wilai"))
    user = builders.staff_user(email="somchai@example.com")
    superuser = builders.admin_user(email="chief@example.com")
    assert client.post(f"/admin/accounts/user/{user.pk}/access/", {"invite": 1}).status_code == 302
    assert (
        client.post(f"/admin/accounts/user/{superuser.pk}/access/", {"invite": 1}).status_code
        == 403
    )
    assert OutgoingMail.objects.get().recipient == "somchai@example.com"
    assert can_sign_in("reporter", builders.PASSWORD), "the old one works until then"
