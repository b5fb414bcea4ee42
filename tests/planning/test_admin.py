"""The screens of the plan: forms, list, calendar and what its buttons send."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles.models import Article
from newsroom.audit.models import AuditLogEntry
from newsroom.planning.models import Idea
from tests import builders
from tests.planning.plan_screens import (
    ADD,
    CALENDAR,
    NOW,
    TODAY,
    idea_data,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reporter() -> User:
    return builders.role_user(roles.REPORTER, "reporter")


@pytest.fixture
def editor() -> User:
    return builders.role_user(roles.EDITOR, "editor")


# --- The form -------------------------------------------------------------------------------------


def test_a_reporter_adds_an_idea_as_a_desk_says_it(reporter: User) -> None:
    client = signed_in(reporter)
    data = idea_data(
        due_on="พรุ่งนี้", due_time="๑๘.๓๐ น.", assignee=reporter.pk, photographer=reporter.pk
    )
    assert client.post(ADD, data).status_code == 302
    idea = Idea.objects.get()
    assert (idea.due_on, idea.due_time) == (TODAY + timedelta(days=1), time(18, 30))
    assert (idea.created_by, idea.assignee, idea.photo_needed) == (reporter, reporter, True)
    assert AuditLogEntry.objects.filter(action="added", target="น้ำท่วมตลาด").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"what": ""}, "ต้องกรอกช่องนี้"),
        ({"what": "\u200b"}, "เว้นว่างไม่ได้"),
        ({"what": "ก" * 201}, "200"),
        ({"due_on": "31/2/2569"}, "ไม่มีวันที่ 31"),
        ({"due_on": "เย็นนี้"}, "ไม่เข้าใจ"),
        ({"due_on": "1/1/2626"}, "ตรวจปีอีกครั้ง"),
        ({"due_on": "1/1/2570", "due_time": "25.00"}, "ไม่มีเวลา"),
        ({"due_time": "18.00"}, "กรุณาใส่วันด้วย"),
        ({"state": "x"}, "ตัวเลือก"),
        ({"assignee": "x"}, "ตัวเลือก"),
        ({"assignee": "9" * 40}, "ตัวเลือก"),
    ],
)
def test_bad_input_is_told_in_thai_and_kept(
    admin_client: Client, changes: dict[str, str], message: str
) -> None:
    response = admin_client.post(ADD, idea_data(notes="ห้ามหาย", **changes))
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert "ห้ามหาย" in page
    assert not Idea.objects.exists()


def test_a_reporter_names_nobody_but_themselves(reporter: User, editor: User) -> None:
    client = signed_in(reporter)
    response = client.post(ADD, idea_data(assignee=editor.pk))
    assert response.status_code == 200
    assert not Idea.objects.exists()
    idea = builders.idea(created_by=reporter, assignee=editor, photographer=editor)
    url = f"{CALENDAR}{idea.pk}/change/"
    data = idea_data(version=idea.version, assignee=reporter.pk, photographer=reporter.pk)
    assert client.post(url, data).status_code == 302
    idea.refresh_from_db()
    assert (idea.what, idea.assignee, idea.photographer) == ("น้ำท่วมตลาด", editor, editor)
    signed_in(editor).post(url, idea_data(version=idea.version, assignee=reporter.pk))
    idea.refresh_from_db()
    assert idea.assignee == reporter


def test_a_reporter_reads_a_colleagues_idea_and_may_take_it(reporter: User, editor: User) -> None:
    idea = builders.idea(created_by=editor, notes="รายละเอียด")
    client = signed_in(reporter)
    url = f"{CALENDAR}{idea.pk}/change/"
    page = client.get(url).content.decode()
    assert "รับทำเรื่องนี้" in page
    assert "รายละเอียด" in page
    assert 'name="_save"' not in page
    assert client.post(url, idea_data()).status_code == 403


def test_saving_over_somebody_else_is_refused_once_and_nothing_is_lost(editor: User) -> None:
    idea = builders.idea()
    client, url = signed_in(editor), f"{CALENDAR}{idea.pk}/change/"
    version = idea.version
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        Idea.objects.get().save()
        response = client.post(url, idea_data(version=version, notes="ของฉัน"))
        page = response.content.decode()
        assert "มีคนอื่นบันทึกแผนนี้" in page
        assert "ของฉัน" in page
        idea.refresh_from_db()
        assert idea.notes == ""
        assert f'value="{idea.version}"' in page
        assert client.post(url, idea_data(version=idea.version, notes="ของฉัน")).status_code == 302
    idea.refresh_from_db()
    assert idea.notes == "ของฉัน"


def test_saving_may_go_on_to_the_story(reporter: User) -> None:
    idea = builders.idea(created_by=reporter)
    data = idea_data(version=idea.version, _write="1")
    response = signed_in(reporter).post(f"{CALENDAR}{idea.pk}/change/", data)
    article = Article.objects.get()
    assert response["Location"] == f"/admin/articles/article/{article.pk}/change/"
    assert article.headline == "น้ำท่วมตลาด"


def test_a_link_of_the_calendar_names_the_day(admin_client: Client) -> None:
    assert 'value="5/12/2569"' in admin_client.get(f"{ADD}?day=2026-12-05").content.decode()
    assert admin_client.get(f"{ADD}?day=x").status_code == 200


# --- The list ---------------------------------------------------------------------------------------


def test_the_list_finds_old_ideas_with_few_queries(admin_client: Client, editor: User) -> None:
    url = f"{CALENDAR}list/"

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = admin_client.get(url).content.decode()
        assert "27 พ.ย. 2569 18.00 น." in page
        return len(queries)

    def fill() -> None:
        article = builders.draft_article()
        builders.idea(
            due_on=TODAY, due_time=time(18), assignee=editor, photographer=editor,
            photo_needed=True, section=builders.section(), article=article,
        )  # fmt: skip

    fill()
    count()
    before = count()
    for _ in range(6):
        fill()
    assert count() == before
    builders.idea("โรงเรียนบนเกาะ")
    assert "โรงเรียนบนเกาะ" in admin_client.get(f"{url}?q=เกาะ").content.decode()
    assert "ไม่พบแผนที่ตรงกัน" in admin_client.get(f"{url}?q=ไม่มีแน่").content.decode()
