"""What is logged: workflow, moderation, accounts. Bad input tried: names with NUL."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.workflow import transitions
from newsroom.audit.models import AuditLogEntry
from newsroom.comments import services
from tests import builders

pytestmark = pytest.mark.django_db
LOGIN_URL = "/admin/login/"


def logged_actions() -> list[str]:
    return list(AuditLogEntry.objects.order_by("id").values_list("action", flat=True))


def test_an_entry_says_who_what_when_and_from_where(client: Client) -> None:
    user = builders.admin_user("chief")
    data = {"username": "chief", "password": builders.PASSWORD}
    client.post(LOGIN_URL, data, REMOTE_ADDR="203.0.113.9")
    entry = AuditLogEntry.objects.get()
    assert (entry.action, entry.actor, entry.actor_id) == ("signed_in", str(user), user.pk)
    assert entry.ip_address == "203.0.113.9"
    client.post("/admin/logout/")
    assert logged_actions() == ["signed_in", "signed_out"]


def test_failed_sign_ins_are_logged_without_what_is_no_name(client: Client) -> None:
    user = builders.admin_user("chief")
    for name in ("chief", "ไม่มีคนนี้", "nul\0name"):
        client.post(LOGIN_URL, {"username": name, "password": "ผิด"}, REMOTE_ADDR="203.0.113.9")
    entries = AuditLogEntry.objects.filter(action="sign_in_failed").order_by("id")
    assert [entry.target for entry in entries][:2] == [str(user), "ชื่อที่ไม่มีในระบบ"]
    assert {entry.actor for entry in entries} == {"ผู้ไม่ได้เข้าสู่ระบบ"}


def test_each_workflow_transition_is_logged() -> None:
    editor = builders.role_user(roles.EDITOR, "editor")
    article = builders.draft_article()
    for transition in (
        transitions.send_to_review, transitions.reject_review, transitions.publish, transitions.withdraw, transitions.unpublish,
    ):  # fmt: skip
        transition(article, by=editor)
    assert logged_actions() == ["sent_to_review", "returned", "published", "withdrawn", "taken_off"]
    entry = AuditLogEntry.objects.latest("id")
    assert (entry.target_type, entry.object_id) == ("articles.article", str(article.pk))
    assert entry.actor_id == editor.pk


def test_a_refused_transition_is_not_logged() -> None:
    editor = builders.role_user(roles.EDITOR, "editor")
    article = builders.draft_article(section=None)
    with pytest.raises(transitions.TransitionRefused):
        transitions.publish(article, by=editor)
    assert logged_actions() == []


def test_the_log_holds_no_personal_data_of_commenters() -> None:
    comment = builders.pending_comment(builders.published_article(), name="ชื่อผู้อ่านจริง")
    services.hide([comment], by=builders.admin_user())
    entry = AuditLogEntry.objects.get(action="comment_hidden")
    assert "ชื่อผู้อ่านจริง" not in f"{entry} {entry.target} {entry.detail}"
    assert entry.object_id == str(comment.pk)


def test_changes_by_administrators_are_logged(admin_client: Client) -> None:
    user = builders.staff_user("newcomer")
    builders.role_user(roles.EDITOR, "editor")
    group = Group.objects.get(name=roles.EDITOR)
    data: dict[str, Any] = {
        "username": "newcomer", "display_name": "คนใหม่", "is_active": "on", "is_staff": "on",
        "groups": [group.pk],
    }  # fmt: skip
    response = admin_client.post(f"/admin/accounts/user/{user.pk}/change/", data)
    assert response.status_code == 302, response.context["errors"]
    entry = AuditLogEntry.objects.get(action="rights_changed")
    assert entry.detail == f"+ {roles.EDITOR}"
    data["groups"] = []
    admin_client.post(f"/admin/accounts/user/{user.pk}/change/", data)
    assert AuditLogEntry.objects.latest("id").action in ("changed", "rights_changed")
    assert (
        AuditLogEntry.objects.filter(action="rights_changed").first().detail == f"− {roles.EDITOR}"
    )  # type: ignore[union-attr]
    photo = builders.photo()
    photo_id = str(photo.pk)
    admin_client.post(
        "/admin/images/photo/", {"action": "delete_unused", "_selected_action": [photo.pk]}
    )
    assert AuditLogEntry.objects.get(action="deleted").object_id == photo_id
    admin_client.post("/admin/site/sitesettings/1/change/", {"name": "อ่าวทรายโพสต์"})
    assert (
        AuditLogEntry.objects.filter(target_type="site.sitesettings", action="changed").count() <= 1
    )


def test_a_password_change_is_logged_without_the_password(admin_client: Client) -> None:
    user = builders.staff_user("newcomer")
    secret = "ลับมากจริง9"
    data = {"usable_password": "true", "password1": secret, "password2": secret}
    admin_client.post(f"/admin/accounts/user/{user.pk}/password/", data)
    entry = AuditLogEntry.objects.get(action="password_changed")
    assert entry.object_id == str(user.pk)
    assert not AuditLogEntry.objects.filter(detail__contains=secret).exists()
