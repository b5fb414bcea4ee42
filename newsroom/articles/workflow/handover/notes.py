"""Notes among the editors of an article, some of them about a passage of its text.

A passage is quoted: its words and which of their occurrences is meant. The body knows nothing of it,
so readers cannot see a note, and a note outlives its passage.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles import permissions
from newsroom.articles.models import Article, EditorialNote
from newsroom.articles.models.editing.collaboration import MAX_QUOTE_LENGTH
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.body.plain_text import html_to_text
from newsroom.thai.clean import clean_line, is_blank
from newsroom.web.converters import parse_id

MAX_OCCURRENCE = 9999


@transaction.atomic
def add_note(
    article: Article, *, by: User, text: str, quote: str = "", occurrence: int = 1
) -> EditorialNote | None:
    """Add a note for the other editors of an article; None if `text` is blank.

    Raises ValidationError if the text cannot be stored.
    """
    if not permissions.can_view(by, article):
        raise PermissionDenied("คุณไม่มีสิทธิ์เขียนโน้ตในข่าวนี้")
    if is_blank(text):
        return None
    quote = clean_line(quote)[:MAX_QUOTE_LENGTH]
    note = EditorialNote(article=article, user=by, text=text, quote=quote, occurrence=occurrence)
    note.full_clean(exclude=["article", "user", "resolved_by"])
    note.save()
    log_action(Action.NOTED, article, by=by)
    return note


def passage(sent: Mapping[str, str]) -> tuple[str, int]:
    """The quote and the occurrence that a form has sent with a note; ("", 1) for none."""
    occurrence = parse_id(sent.get("note_occurrence", "")) or 1
    return sent.get("note_quote", ""), min(occurrence, MAX_OCCURRENCE)


@transaction.atomic
def set_resolved(note: EditorialNote, is_resolved: bool, *, by: User) -> None:
    """Mark a note as done, or as open again; whoever sees the article may."""
    if not permissions.can_view(by, note.article):
        raise PermissionDenied("คุณไม่มีสิทธิ์แก้โน้ตในข่าวนี้")
    if is_resolved == note.is_resolved:
        return
    note.resolved_at = timezone.now() if is_resolved else None
    note.resolved_by = by if is_resolved else None
    note.save(update_fields=["resolved_at", "resolved_by"])
    detail = "โน้ตแก้แล้ว" if is_resolved else "เปิดโน้ตอีกครั้ง"
    log_action(Action.NOTED, note.article, by=by, detail=detail)


def notes_of(article: Article) -> QuerySet[EditorialNote]:
    """All notes of an article with the people they name, oldest first."""
    return EditorialNote.objects.filter(article=article).select_related("user", "resolved_by")


def mark_lost(notes: list[EditorialNote], body: str) -> None:
    """Set `is_lost` on notes whose passage is not in the body any more."""
    text = clean_line(html_to_text(body)) if any(note.quote for note in notes) else ""
    for note in notes:
        note.is_lost = bool(note.quote) and note.quote not in text
