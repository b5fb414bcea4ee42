"""Signing in with a second factor, enrolling one, and every way around that was tried."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.accounts.second_factor import devices
from newsroom.audit.models import AuditLogEntry
from tests import builders
from tests.accounts.second_factor.apps import current_code, enrolled

pytestmark = pytest.mark.django_db
LOGIN_URL, CODE_URL, ENROL_URL = "/admin/login/", "/admin/login/code/", "/admin/login/enrol/"
TARGET = "/admin/articles/article/"
NOON = datetime(2026, 11, 26, 5, 0, 10, tzinfo=UTC)


def give_password(client: Client, user: User) -> Any:
    data = {"username": user.username, "password": builders.PASSWORD, "next": TARGET}
    return client.post(LOGIN_URL, data)


def is_signed_in(client: Client) -> bool:
    return client.get(TARGET).status_code == 200


def test_the_password_alone_signs_nobody_in_who_has_a_second_factor(client: Client) -> None:
    user = builders.admin_user()
    enrolled(user)
    assert give_password(client, user).url == CODE_URL
    assert not is_signed_in(client)
    assert "_auth_user_id" not in client.session
    response = client.post(CODE_URL, {"code": current_code(user, confirmed=True)})
    assert response.url == TARGET
    assert is_signed_in(client)
    assert "pending_sign_in" not in client.session


def test_a_recovery_code_signs_in(client: Client) -> None:
    user = builders.admin_user()
    codes = enrolled(user)
    give_password(client, user)
    assert client.post(CODE_URL, {"code": codes[3]}).status_code == 302
    assert is_signed_in(client)


def test_wrong_codes_count_for_the_lock_out(client: Client) -> None:
    user = builders.admin_user()
    codes = enrolled(user)
    give_password(client, user)
    statuses = [client.post(CODE_URL, {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [200] * 4 + [429] * 2
    locked = client.post(CODE_URL, {"code": codes[0]})
    assert locked.status_code == 429
    assert 0 < int(locked["Retry-After"]) <= 900
    assert AuditLogEntry.objects.filter(action="sign_in_failed", object_id=user.pk).count() == 5


def test_the_right_password_does_not_reset_the_count_of_wrong_codes(client: Client) -> None:
    user = builders.admin_user()
    enrolled(user)
    statuses = []
    for _ in range(5):
        give_password(client, user)
        statuses.append(client.post(CODE_URL, {"code": "000000"}).status_code)
    assert statuses == [200] * 4 + [429]


def test_the_code_page_needs_a_password_that_is_fresh_and_still_right(client: Client) -> None:
    user = builders.admin_user()
    codes = enrolled(user)
    assert client.post(CODE_URL, {"code": codes[0]}).url == LOGIN_URL
    with time_machine.travel(NOON, tick=False) as clock:
        give_password(client, user)
        clock.shift(timedelta(minutes=16))
        assert client.post(CODE_URL, {"code": codes[0]}).url == LOGIN_URL
    give_password(client, user)
    user.set_password("อื่นไปแล้ว99")
    user.save()
    assert client.post(CODE_URL, {"code": codes[0]}).url == LOGIN_URL
    assert not is_signed_in(client)


def test_a_pending_sign_in_cannot_replace_the_second_factor(client: Client) -> None:
    user = builders.admin_user()
    enrolled(user)
    give_password(client, user)
    devices.device_to_enrol(user)
    code = current_code(user, confirmed=False)
    assert client.post(ENROL_URL, {"code": code, "password": builders.PASSWORD}).url == LOGIN_URL
    assert client.get(f"{ENROL_URL}qr.svg").status_code == 403
    assert not is_signed_in(client)


@override_settings(SECOND_FACTOR_GRACE_DAYS=14)
def test_within_the_grace_a_reminder_after_it_enrolment() -> None:
    user = builders.role_user(roles.EDITOR, "editor")
    client = Client()
    with time_machine.travel(NOON, tick=False) as clock:
        assert give_password(client, user).url == TARGET
        assert "ต้องเปิดการยืนยันสองขั้นภายใน 10 ธ.ค. 2569" in client.get(TARGET).content.decode()
        clock.shift(timedelta(days=14, seconds=1))
        client = Client()
        assert give_password(client, user).url == ENROL_URL
        assert not is_signed_in(client)
        assert "password" not in client.get(ENROL_URL).context["form"].fields
        response = client.post(ENROL_URL, {"code": current_code(user, confirmed=False)})
        assert f'href="{TARGET}"' in response.content.decode()
        assert is_signed_in(client)


def test_a_reporter_is_never_asked(client: Client) -> None:
    user = builders.role_user(roles.REPORTER, "reporter")
    with override_settings(SECOND_FACTOR_GRACE_DAYS=0):
        assert give_password(client, user).url == TARGET
        assert "ยืนยันสองขั้นภายใน" not in client.get(TARGET).content.decode()


def test_a_signed_in_user_enrols_with_the_password_and_sees_the_codes_once(client: Client) -> None:
    user = builders.admin_user()
    client.force_login(user)
    assert client.get(ENROL_URL).status_code == 200
    code = current_code(user, confirmed=False)
    wrong = client.post(ENROL_URL, {"code": code, "password": "ผิด"})
    assert "รหัสผ่านไม่ถูกต้อง" in wrong.content.decode()
    assert not devices.has_second_factor(user)
    response = client.post(ENROL_URL, {"code": code, "password": builders.PASSWORD})
    assert len(response.context["codes"]) == devices.RECOVERY_CODES
    assert "no-store" in response["Cache-Control"]
    assert devices.verify(user, response.context["codes"][0])
    assert AuditLogEntry.objects.filter(action="second_factor_set", actor_id=user.pk).exists()


def test_the_qr_code_is_an_svg_file_without_styles_and_scripts(client: Client) -> None:
    client.force_login(builders.admin_user())
    response = client.get(f"{ENROL_URL}qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "no-store" in response["Cache-Control"]
    elements = list(ElementTree.fromstring(response.content).iter())
    assert {element.tag.rpartition("}")[2] for element in elements} == {"svg", "g", "path"}
    assert not [element for element in elements if "style" in element.attrib]
    assert Client().get(f"{ENROL_URL}qr.svg").status_code == 403


def test_administrators_reset_the_second_factor_of_colleagues_only(client: Client) -> None:
    administrator = builders.role_user(roles.ADMINISTRATOR, "boss")
    superuser, editor = builders.admin_user("root"), builders.role_user(roles.EDITOR, "editor")
    for user in (administrator, superuser, editor):
        enrolled(user)
    client.force_login(administrator)
    selected = [administrator.pk, superuser.pk, editor.pk]
    data = {"action": "reset_second_factor", "_selected_action": selected}
    client.post("/admin/accounts/user/", data)
    kept = [devices.has_second_factor(user) for user in (administrator, superuser, editor)]
    assert kept == [True, True, False]
    entry = AuditLogEntry.objects.get(action="second_factor_reset")
    assert (entry.actor_id, entry.object_id) == (administrator.pk, str(editor.pk))


def test_the_command_recovers_the_last_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    user = builders.admin_user("root", email="root@example.com")
    enrolled(user)
    call_command("reset_second_factor", "ROOT@example.com")
    assert "root" in capsys.readouterr().out
    assert not devices.has_second_factor(user)
    entry = AuditLogEntry.objects.get(action="second_factor_reset")
    assert entry.actor == "คำสั่งของระบบ"
    for name in ("root", "nobody"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name)


def test_keys_and_codes_have_no_page_in_the_admin(client: Client) -> None:
    client.force_login(builders.admin_user())
    for model in ("otp_totp/totpdevice", "otp_static/staticdevice"):
        assert client.get(f"/admin/{model}/").status_code == 404
