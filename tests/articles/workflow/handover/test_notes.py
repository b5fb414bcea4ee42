"""Notes that hang on a passage: quoted, resolved and reopened, kept when the passage is gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.models import Article, EditorialNote
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.handover import notes
from newsroom.audit.models import AuditLogEntry
from tests import builders
from tests.articles.article_form import ARTICLES_URL, change_url, save

pytestmark = pytest.mark.django_db
BODY = "<p>น้ำท่วม 3 หมู่บ้าน ชาวบ้าน <strong>200</strong> คนอพยพ</p><p>ระดับน้ำ 3 เมตร</p>"
SCRIPT = {"x-notes-by": "script"}


@pytest.fixture
def reporter(db: Any) -> Any:
    return builders.role_user(roles.REPORTER, "writer", display_name="สมชาย ใจดี")


@pytest.fixture
def editor(client: Client) -> Any:
    user = builders.role_user(roles.EDITOR, "editor", display_name="อารี ศรีสุข")
    client.force_login(user)
    return user


@pytest.fixture
def article(reporter: Any) -> Article:
    return builders.draft_article(created_by=reporter, body=BODY)


def url(article: Article, note: EditorialNote | None = None) -> str:
    return f"{ARTICLES_URL}{article.pk}/notes/{f'{note.pk}/' if note else ''}"


def test_a_note_quotes_a_passage_and_readers_never_see_it(
    client: Client, editor: Any, article: Article
) -> None:
    quote = "ชาวบ้าน 200 คนอพยพ"
    sent = {"note": "ตัวเลขจากไหน", "note_quote": quote, "note_occurrence": "1"}
    answer = client.post(url(article), sent, headers=SCRIPT)
    assert answer.status_code == 200
    assert "ไม่อยู่ในเนื้อข่าวแล้ว" in answer.content.decode()
    assert 'class="note-lost" hidden' in answer.content.decode(), "found across bold text"
    note = article.notes.get()
    assert (note.quote, note.occurrence) == (quote, 1)
    page = client.get(change_url(article)).content.decode()
    assert f'data-quote="{quote}" data-occurrence="1" data-noted' in page
    article.refresh_from_db()
    assert article.body == BODY
    transitions.publish(article, by=editor)
    public = Client().get(article.get_absolute_url()).content.decode()
    assert "ตัวเลขจากไหน" not in public
    assert "note-quote" not in public


def test_a_note_stays_when_its_passage_is_gone_and_says_so(
    client: Client, editor: Any, article: Article
) -> None:
    save(client, article, note="กี่เมตรแน่", note_quote="ระดับน้ำ 3 เมตร", note_occurrence="1")
    assert 'class="note-lost" hidden' in client.get(change_url(article)).content.decode()
    save(client, article, body="<p>น้ำลดแล้ว</p>")
    page = client.get(change_url(article)).content.decode()
    assert "กี่เมตรแน่" in page
    assert 'class="note-lost">ข้อความนี้ไม่อยู่ในเนื้อข่าวแล้ว' in page


def test_a_note_is_resolved_and_reopened(
    client: Client, editor: Any, reporter: Any, article: Article
) -> None:
    note = notes.add_note(article, by=editor, text="ใส่แหล่งข่าว", quote="3 เมตร")
    assert note
    writer = Client()
    writer.force_login(reporter)
    page = writer.post(url(article, note), headers=SCRIPT).content.decode()
    assert "แก้แล้วโดยสมชาย ใจดี" in page
    assert "data-noted" not in page, "its passage is marked no more"
    assert 'data-open="0"' in page
    assert writer.post(url(article, note), {"reopen": "1"}).status_code == 302
    note.refresh_from_db()
    assert not note.is_resolved
    logged = AuditLogEntry.objects.filter(action="noted").order_by("id")
    assert list(logged.values_list("detail", flat=True)) == ["", "โน้ตแก้แล้ว", "เปิดโน้ตอีกครั้ง"]


def test_only_who_sees_the_story_sees_and_resolves_its_notes(editor: Any, article: Article) -> None:
    note = notes.add_note(article, by=editor, text="ความลับ")
    stranger = Client()
    stranger.force_login(builders.role_user(roles.REPORTER, "other"))
    assert stranger.get(url(article), headers=SCRIPT).status_code == 403
    assert stranger.post(url(article, note)).status_code == 403
    other = builders.draft_article()
    client = Client()
    client.force_login(editor)
    assert client.post(url(other, note)).status_code == 404, "a note of another story"


@pytest.mark.parametrize("occurrence", ["", "0", "-1", "²", "9" * 30, "x"])
def test_odd_places_and_long_quotes_are_taken_as_far_as_they_go(
    occurrence: str, client: Client, editor: Any, article: Article
) -> None:
    sent = {"note": "ยาว", "note_quote": "ก\x00 ข\n" * 500, "note_occurrence": occurrence}
    assert client.post(url(article), sent, headers=SCRIPT).status_code == 200
    note = article.notes.get()
    assert len(note.quote) <= 300
    assert note.occurrence == 1


def test_a_note_that_cannot_be_stored_says_why(
    client: Client, editor: Any, article: Article
) -> None:
    """Blank ones are none; the form keeps those that are too long."""
    assert client.post(url(article), {"note": " \u200b "}, headers=SCRIPT).status_code == 200
    assert not article.notes.exists()
