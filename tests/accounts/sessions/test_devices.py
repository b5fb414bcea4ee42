"""Sessions: listed, ended by their owners and by managers, ended by a new password or role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.accounts.models import User, UserSession
from newsroom.accounts.sessions.devices import device_name, signed_in
from newsroom.accounts.sessions.middleware import INTERVAL_SECONDS
from newsroom.audit.models import Action, AuditLogEntry
from tests import builders
from tests.accounts.second_factor.apps import enrolled

pytestmark = pytest.mark.django_db
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Mobile Safari/537.36"
)
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
ACCOUNT = "/admin/account/"


def device(user: User, user_agent: str = DESKTOP) -> Client:
    """A browser in which the user has signed in by the form."""
    client = Client(headers={"User-Agent": user_agent})
    data = {"username": user.username, "password": builders.PASSWORD}
    assert client.post("/admin/login/", data).status_code == 302
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (PHONE, "Chrome บน Android"),
        (PHONE + " Line/15.1.0", "LINE บน Android"),
        (DESKTOP, "Firefox บน Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
            "Safari บน iPhone",
        ),
        ("curl/8.5", "เบราว์เซอร์"),
        ("", "เบราว์เซอร์"),
        ("<script>" * 1000, "เบราว์เซอร์"),
    ],
)
def test_devices_are_named(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name


def test_one_sees_where_one_is_signed_in_and_ends_one() -> None:
    user = builders.staff_user()
    here, lost = device(user), device(user, PHONE)
    page = here.get(ACCOUNT).content.decode()
    assert "Firefox บน Windows" in page
    assert "Chrome บน Android" in page
    for key in UserSession.objects.values_list("session_key", flat=True):
        assert key not in page
    (token,) = [d.token for d in signed_in(user) if "Android" in d.name]
    assert here.post(ACCOUNT, {"session": token}).status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(lost)
    entry = AuditLogEntry.objects.filter(action=Action.SESSION_ENDED).get()
    assert (entry.actor_id, entry.detail) == (user.pk, "Chrome บน Android")
    assert here.post(ACCOUNT, {"session": token}).status_code == 302


def test_one_ends_all_others_but_not_those_of_a_colleague() -> None:
    user, colleague = builders.staff_user(), builders.staff_user("wilai")
    here, there, hers = device(user), device(user, PHONE), device(colleague)
    (token,) = [d.token for d in signed_in(colleague)]
    here.post(ACCOUNT, {"session": token})
    assert is_signed_in(hers)
    here.post(ACCOUNT, {"session": "all"})
    assert [is_signed_in(client) for client in (here, there, hers)] == [True, False, True]


def test_a_manager_ends_the_sessions_of_others_but_not_of_superusers() -> None:
    manager = device(builders.role_user(roles.ADMINISTRATOR, "wilai"))
    user, superuser = builders.staff_user(), builders.admin_user()
    theirs, supers = device(user), device(superuser)
    url = f"/admin/accounts/user/{user.pk}/access/"
    assert "Firefox บน Windows" in manager.get(url).content.decode()
    assert manager.post(url, {"session": "all"}).status_code == 302
    assert not is_signed_in(theirs)
    url = f"/admin/accounts/user/{superuser.pk}/access/"
    assert manager.get(url).status_code == 403
    assert manager.post(url, {"session": "all"}).status_code == 403
    assert is_signed_in(supers)
    reporter = device(builders.role_user(roles.REPORTER, "reporter2"))
    assert reporter.get(f"/admin/accounts/user/{user.pk}/access/").status_code == 403
    assert manager.get("/admin/accounts/user/99999/access/").status_code == 404


def test_a_new_password_ends_the_other_sessions() -> None:
    user = builders.staff_user()
    here, there = device(user), device(user, PHONE)
    new = "ข่าวดีทุกเย็น8"
    data = {"old_password": builders.PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/admin/password_change/", data).status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert UserSession.objects.filter(user=user).count() == 1
    assert AuditLogEntry.objects.filter(action=Action.SESSION_ENDED).exists()


def test_a_password_set_by_a_manager_ends_all_sessions() -> None:
    user, manager = builders.staff_user(), device(builders.admin_user())
    theirs = device(user)
    data = {"usable_password": "true", "password1": "รหัสใหม่มาก9", "password2": "รหัสใหม่มาก9"}
    url = f"/admin/accounts/user/{user.pk}/password/"
    assert manager.post(url, data).status_code == 302
    assert not UserSession.objects.filter(user=user).exists()
    assert not is_signed_in(theirs)
    assert is_signed_in(manager)


def test_a_password_hashed_anew_at_sign_in_ends_no_session(settings: Any) -> None:
    user = builders.staff_user()
    device(user)
    settings.PASSWORD_HASHERS = [
        "newsroom.accounts.hashers.Argon2PasswordHasher", *settings.PASSWORD_HASHERS,
    ]  # fmt: skip
    device(user)
    assert UserSession.objects.filter(user=user).count() == 2


@pytest.mark.parametrize(
    "change", [{"groups": True}, {"is_superuser": "on"}, {"is_active": ""}, {"is_staff": ""}]
)
def test_another_role_ends_the_sessions(change: dict[str, Any]) -> None:
    user, manager = builders.staff_user(), device(builders.admin_user())
    device(user)
    url = f"/admin/accounts/user/{user.pk}/change/"
    same = {"username": user.username, "display_name": "ชื่อใหม่", "is_active": "on", "is_staff": "on"}
    assert manager.post(url, same).status_code == 302
    assert UserSession.objects.filter(user=user).exists(), "another name is no other role"
    if "groups" in change:
        builders.role_user(roles.EDITOR, "another")
        change = {"groups": [apps.get_model("auth", "Group").objects.get(name=roles.EDITOR).pk]}
    data = {name: value for name, value in {**same, **change}.items() if value}
    assert manager.post(url, data).status_code == 302
    assert not UserSession.objects.filter(user=user).exists()


def test_a_reset_second_factor_ends_the_sessions() -> None:
    user = builders.staff_user()
    device(user)
    enrolled(user)
    call_command("reset_second_factor", user.username)
    assert not UserSession.objects.filter(user=user).exists()


def test_the_time_of_the_last_use_is_kept_roughly() -> None:
    user = builders.staff_user()
    client = device(user)
    (before,) = signed_in(user)
    with time_machine.travel(timezone.now() + timedelta(seconds=INTERVAL_SECONDS + 5)):
        client.get("/admin/")
        (after,) = signed_in(user)
    assert before.last_seen_at is not None
    assert after.last_seen_at is not None
    assert after.last_seen_at - before.last_seen_at > timedelta(seconds=INTERVAL_SECONDS)
    assert after.signed_in_at == before.signed_in_at
