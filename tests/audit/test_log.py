"""The log of moves. Bad input tried: names with NUL, changing and deleting entries by code and by SQL."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles import desk
from newsroom.audit import triggers
from newsroom.audit.models import Entry, WrittenOnceError
from newsroom.audit.record import What, record
from newsroom.comments import services
from tests import builders

pytestmark = pytest.mark.django_db
SIGN_IN = "/admin/login/"


def whats() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("what", flat=True))


def test_an_entry_says_who_what_when_and_from_where(client: Client) -> None:
    user = builders.admin_user("chief")
    data = {"username": "chief", "password": builders.PASSWORD}
    client.post(SIGN_IN, data, REMOTE_ADDR="203.0.113.9")
    entry = Entry.objects.get()
    assert (entry.what, entry.who, entry.who_id) == ("signed_in", str(user), user.pk)
    assert entry.address == "203.0.113.9"
    client.post("/admin/logout/")
    assert whats() == ["signed_in", "signed_out"]


def test_refused_sign_ins_are_told(client: Client) -> None:
    builders.admin_user("chief")
    for name in ("chief", "ไม่มีคนนี้", "nul\0name"):
        client.post(SIGN_IN, {"username": name, "password": "ผิด"}, REMOTE_ADDR="203.0.113.9")
    told = Entry.objects.filter(what="sign_in_failed").order_by("id")
    assert [entry.about for entry in told][:2] == ["chief", "ไม่มีคนนี้"]
    assert {entry.who for entry in told} == {"ผู้ไม่ได้เข้าสู่ระบบ"}


def test_nothing_in_the_log_is_changed_or_deleted_by_code() -> None:
    record(What.DELETED, "ข่าวหนึ่ง")
    entry = Entry.objects.get()
    assert entry.who == "คำสั่งของระบบ"
    entry.about = "อีกข่าว"
    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(about="x"),
        lambda: Entry.objects.bulk_update([entry], ["about"]),
    ):
        with pytest.raises(WrittenOnceError):
            change()
    assert Entry.objects.get().about == "ข่าวหนึ่ง"


@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET who = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses(sql: str) -> None:
    if connection.vendor == "sqlite":
        triggers.put(connection)
    record(What.DELETED, "ข่าวหนึ่ง")
    with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(sql)
    assert Entry.objects.get().about == "ข่าวหนึ่ง"


def test_each_move_of_a_story_is_told() -> None:
    editor = builders.role_user(roles.EDITOR, "editor")
    story = builders.draft_article()
    for move in (
        desk.send_to_review, desk.return_to_draft, desk.publish, desk.withdraw, desk.back_to_draft,
    ):  # fmt: skip
        move(story, by=editor)
    assert whats() == ["sent_to_review", "returned", "published", "withdrawn", "taken_off"]
    entry = Entry.objects.latest("id")
    assert (entry.kind, entry.object_id) == ("articles.article", str(story.pk))
    assert entry.who_id == editor.pk


def test_a_move_that_is_undone_leaves_no_word() -> None:
    editor = builders.role_user(roles.EDITOR, "editor")
    story = builders.draft_article(section=None)
    with pytest.raises(desk.Refused):
        desk.publish(story, by=editor)
    assert whats() == []


def test_the_log_keeps_nothing_of_a_reader_who_commented() -> None:
    comment = builders.pending_comment(builders.published_article(), name="ชื่อผู้อ่านจริง")
    services.hide([comment], by=builders.admin_user())
    entry = Entry.objects.get(what="comment_hidden")
    assert "ชื่อผู้อ่านจริง" not in f"{entry} {entry.about} {entry.detail}"
    assert entry.object_id == str(comment.pk)


def test_what_administrators_do_is_told(admin_client: Client) -> None:
    user = builders.staff_user("newcomer")
    builders.role_user(roles.EDITOR, "editor")
    group = Group.objects.get(name=roles.EDITOR)
    data: dict[str, Any] = {
        "username": "newcomer", "display_name": "คนใหม่", "is_active": "on", "is_staff": "on",
        "groups": [group.pk],
    }  # fmt: skip
    answer = admin_client.post(f"/admin/accounts/user/{user.pk}/change/", data)
    assert answer.status_code == 302, answer.context["errors"]
    rights = Entry.objects.get(what="rights_changed")
    assert rights.detail == f"+ {roles.EDITOR}"
    data["groups"] = []
    admin_client.post(f"/admin/accounts/user/{user.pk}/change/", data)
    assert Entry.objects.latest("id").what in ("changed", "rights_changed")
    assert Entry.objects.filter(what="rights_changed").first().detail == f"− {roles.EDITOR}"  # type: ignore[union-attr]
    photo = builders.photo()
    number = str(photo.pk)
    admin_client.post(
        "/admin/images/photo/", {"action": "delete_unused", "_selected_action": [photo.pk]}
    )
    assert Entry.objects.get(what="deleted").object_id == number
    admin_client.post("/admin/site/siteidentity/1/change/", {"name": "อ่าวทรายโพสต์"})
    assert Entry.objects.filter(kind="site.siteidentity", what="changed").count() <= 1


def test_a_new_password_is_told_and_not_kept(admin_client: Client) -> None:
    user = builders.staff_user("newcomer")
    secret = "ลับมากจริง9"
    data = {"usable_password": "true", "password1": secret, "password2": secret}
    admin_client.post(f"/admin/accounts/user/{user.pk}/password/", data)
    entry = Entry.objects.get(what="password_changed")
    assert entry.object_id == str(user.pk)
    assert not Entry.objects.filter(detail__contains=secret).exists()


def test_an_administrator_searches_the_log_and_others_do_not_see_it(client: Client) -> None:
    record(What.DELETED, "ข่าวที่หายไป")
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "boss"))
    page = client.get("/admin/audit/entry/?q=หายไป").content.decode()
    assert "ข่าวที่หายไป" in page
    assert "ข่าวที่หายไป" not in client.get("/admin/audit/entry/?q=ไม่มี").content.decode()
    for query in ("?q=%00", "?what__exact=nonsense", "?thing=nonsense", "?at__gte=x", "?p=99999"):
        assert client.get(f"/admin/audit/entry/{query}").status_code in (200, 302)
    entry = Entry.objects.get(what="deleted")
    for path in ("add/", f"{entry.pk}/delete/"):
        assert client.post(f"/admin/audit/entry/{path}", {}).status_code == 403
    assert client.post(f"/admin/audit/entry/{entry.pk}/change/", {}).status_code == 403
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    assert client.get("/admin/audit/entry/").status_code == 403
