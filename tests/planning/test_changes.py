"""Moving, taking, giving back and writing: who may, what is refused, and what is left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles import permissions as article_permissions
from newsroom.articles.models import Article
from newsroom.audit.models import Action, AuditLogEntry
from newsroom.planning import changes
from newsroom.planning.changes import ChangeRefused
from newsroom.planning.models import Idea
from newsroom.thai.dates import BANGKOK
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=BANGKOK)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reporter() -> User:
    return builders.role_user(roles.REPORTER, "reporter")


@pytest.fixture
def other() -> User:
    return builders.role_user(roles.REPORTER, "other")


@pytest.fixture
def editor() -> User:
    return builders.role_user(roles.EDITOR, "editor")


def move(idea: Idea, by: User, day: date | None = DAY, at: time | None = None) -> Idea:
    return changes.move_idea(idea.pk, day, at, by=by, version=idea.version)


def reschedule(article: Article, by: User, moment: datetime) -> Article:
    version = Article.objects.get(pk=article.pk).updated_at.isoformat()
    return changes.move_article(article.pk, moment.date(), moment.time(), by=by, version=version)


# --- Who may ------------------------------------------------------------------------------------

# Role, whether the idea is the own, and what is done with it; of open ideas that nobody does.
OWN, OTHERS = True, False
RIGHTS = [
    (roles.REPORTER, OWN, {"move", "take", "write"}),
    (roles.REPORTER, OTHERS, {"take", "write"}),
    (roles.SUB_EDITOR, OTHERS, {"take", "write"}),
    (roles.EDITOR, OTHERS, {"move", "take", "write"}),
    (roles.ADMINISTRATOR, OTHERS, {"move", "take", "write"}),
    (roles.MODERATOR, OTHERS, set()),
]
DEEDS: dict[str, Callable[..., Any]] = {
    "move": lambda idea, by: move(idea, by),
    "take": lambda idea, by: changes.take(idea.pk, by=by, version=idea.version),
    "write": lambda idea, by: changes.write_article(idea.pk, by=by, version=idea.version),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(("role", "is_own", "allowed"), RIGHTS)
def test_each_role_does_what_the_table_says(
    role: str, is_own: bool, allowed: set[str], deed: str
) -> None:
    user = builders.role_user(role, "somebody")
    idea = builders.idea(created_by=user if is_own else builders.staff_user("proposer"))
    if deed in allowed:
        DEEDS[deed](idea, user)
        return
    with pytest.raises((PermissionDenied, ChangeRefused)):
        DEEDS[deed](idea, user)
    idea.refresh_from_db()
    assert (idea.due_on, idea.assignee, idea.article) == (None, None, None)


def test_what_a_colleague_does_is_theirs(reporter: User, other: User, editor: User) -> None:
    idea = builders.idea(created_by=reporter, assignee=other)
    with pytest.raises(ChangeRefused, match=f"มี{other}รับไว้แล้ว"):
        changes.take(idea.pk, by=reporter, version=idea.version)
    with pytest.raises(PermissionDenied):
        changes.write_article(idea.pk, by=reporter, version=idea.version)
    with pytest.raises(ChangeRefused):
        changes.give_back(idea.pk, by=reporter, version=idea.version)
    changes.give_back(idea.pk, by=other, version=idea.version)
    idea.refresh_from_db()
    assert idea.assignee is None


@pytest.mark.parametrize("role", [roles.REPORTER, roles.SUB_EDITOR, roles.EDITOR])
def test_only_who_publishes_moves_a_scheduled_story(role: str) -> None:
    user = builders.role_user(role, "somebody")
    article = builders.scheduled_article(created_by=user)
    before, later = article.published_at, NOW + timedelta(days=2)
    if role == roles.EDITOR:
        reschedule(article, user, later)
        assert Article.objects.get(pk=article.pk).published_at == later
        return
    with pytest.raises(PermissionDenied):
        reschedule(article, user, later)
    assert Article.objects.get(pk=article.pk).published_at == before


# --- Moving ---------------------------------------------------------------------------------------


def test_an_idea_gets_a_day_and_a_time_and_loses_both(editor: User) -> None:
    idea = move(builders.idea(), editor, DAY, time(18, 0))
    assert (idea.due_on, idea.due_time) == (DAY, time(18, 0))
    idea = move(idea, editor, None, time(18, 0))
    assert (idea.due_on, idea.due_time) == (None, None)


def test_nobody_moves_what_somebody_else_changed_meanwhile(editor: User) -> None:
    idea = builders.idea()
    version = idea.version
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        move(idea, editor, DAY)
    with pytest.raises(ChangeRefused, match="มีคนแก้"):
        changes.move_idea(idea.pk, None, None, by=editor, version=version)
    for change in (changes.take, changes.write_article):
        with pytest.raises(ChangeRefused, match="มีคนแก้"):
            change(idea.pk, by=editor, version=version)  # type: ignore[operator]
    idea.refresh_from_db()
    assert (idea.due_on, idea.assignee, idea.article) == (DAY, None, None)


def test_nobody_moves_a_story_that_somebody_else_saved_meanwhile(editor: User) -> None:
    article = builders.scheduled_article()
    before = article.published_at
    for version in ("", "x", (article.updated_at - timedelta(seconds=1)).isoformat()):
        with pytest.raises(ChangeRefused, match="มีคนแก้"):
            changes.move_article(article.pk, DAY, time(18), by=editor, version=version)
    assert Article.objects.get(pk=article.pk).published_at == before


def test_a_moved_story_has_a_revision_and_an_entry_in_the_audit_log(editor: User) -> None:
    article = builders.scheduled_article(headline="ปิดถนน")
    reschedule(article, editor, NOW + timedelta(days=1, hours=9))
    entry = AuditLogEntry.objects.get(action=Action.SCHEDULED)
    assert (entry.target, entry.actor_id) == ("ปิดถนน", editor.pk)
    assert entry.detail == "28 พฤศจิกายน 2569 เวลา 18.00 น."
    revision = article.revisions.latest("number")
    assert revision.user == editor
    assert "2026-11-28" in str(revision.snapshot)


@pytest.mark.parametrize("state", ["published_article", "withdrawn_article"])
def test_what_readers_have_seen_is_not_moved(editor: User, state: str) -> None:
    article = getattr(builders, state)()
    with pytest.raises(ChangeRefused, match="ผู้อ่านเห็นแล้ว"):
        reschedule(article, editor, NOW + timedelta(days=1))


def test_a_story_is_not_moved_into_the_past_which_would_publish_it(editor: User) -> None:
    article = builders.scheduled_article()
    with pytest.raises(ChangeRefused, match="ผ่านไปแล้ว"):
        reschedule(article, editor, NOW - timedelta(minutes=1))
    assert not Article.objects.get(pk=article.pk).is_published


def test_a_scheduled_story_needs_day_and_time(editor: User) -> None:
    article = builders.scheduled_article()
    version = article.updated_at.isoformat()
    for day, at in ((None, None), (DAY, None)):
        with pytest.raises(ChangeRefused, match="ต้องมีทั้งวันและเวลา"):
            changes.move_article(article.pk, day, at, by=editor, version=version)


def test_what_was_deleted_meanwhile_is_told(editor: User) -> None:
    for change in (changes.take, changes.give_back, changes.write_article):
        with pytest.raises(ChangeRefused, match="ถูกลบไปแล้ว"):
            change(1, by=editor, version="")  # type: ignore[operator]
    with pytest.raises(ChangeRefused, match="ถูกลบไปแล้ว"):
        changes.move_article(1, DAY, time(9), by=editor, version="")


# --- Writing --------------------------------------------------------------------------------------


def test_a_draft_is_made_of_an_idea(reporter: User, editor: User) -> None:
    author = builders.author("นภา ทองคำ", "napha", user=reporter)
    idea = builders.idea(
        "น้ำทะเลหนุน", notes="โทรหาผู้ใหญ่บ้าน", due_on=DAY, due_time=time(18), photo_needed=True,
        photographer=editor, section=builders.section(), assignee=reporter, created_by=editor,
    )  # fmt: skip
    article = changes.write_article(idea.pk, by=reporter, version=idea.version)
    idea.refresh_from_db()
    assert idea.article == article
    assert (article.headline, article.section, article.status) == (
        "น้ำทะเลหนุน", builders.section(), "draft",
    )  # fmt: skip
    assert [byline.author for byline in article.bylines.all()] == [author]
    note = article.notes.get().text
    for part in ("โทรหาผู้ใหญ่บ้าน", "28 พฤศจิกายน 2569 18.00 น.", f"ภาพ: {editor}"):
        assert part in note
    assert article_permissions.can_edit(reporter, article)


def test_an_idea_becomes_one_story_only(reporter: User) -> None:
    idea = builders.idea(created_by=reporter)
    changes.write_article(idea.pk, by=reporter, version=idea.version)
    idea.refresh_from_db()
    assert idea.assignee == reporter
    with pytest.raises(ChangeRefused, match="เขียนเป็นข่าวแล้ว"):
        changes.write_article(idea.pk, by=reporter, version=idea.version)
    assert Article.objects.count() == 1


def test_what_is_not_done_is_not_written(reporter: User) -> None:
    idea = builders.idea(created_by=reporter, state=Idea.State.DROPPED)
    with pytest.raises(ChangeRefused):
        changes.write_article(idea.pk, by=reporter, version=idea.version)


@pytest.mark.parametrize("has_author", [True, False])
def test_an_editor_writes_for_who_does_it(reporter: User, editor: User, has_author: bool) -> None:
    if has_author:
        builders.author("นภา ทองคำ", "napha", user=reporter)
    idea = builders.idea(assignee=reporter, created_by=editor)
    article = changes.write_article(idea.pk, by=editor, version=idea.version)
    assert article_permissions.can_edit(reporter, Article.objects.get(pk=article.pk))


def test_an_idea_outlives_its_story_and_its_people(reporter: User) -> None:
    idea = builders.idea(created_by=reporter)
    changes.write_article(idea.pk, by=reporter, version=idea.version).delete()
    idea.refresh_from_db()
    assert idea.is_open
    reporter.delete()
    idea.refresh_from_db()
    assert (idea.assignee, idea.created_by) == (None, None)


def test_times_are_of_bangkok(editor: User) -> None:
    article = builders.scheduled_article()
    version = article.updated_at.isoformat()
    changes.move_article(article.pk, DAY, time(6, 0), by=editor, version=version)
    stored = Article.objects.get(pk=article.pk).published_at
    assert stored == datetime(2026, 11, 28, 6, 0, tzinfo=BANGKOK)
    assert timezone.localtime(stored).hour == 6
