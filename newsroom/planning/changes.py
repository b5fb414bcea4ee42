"""What is done with the plan beside its form: moving, taking, giving back, writing.

Each function locks the row, asks who may do it, and refuses what somebody else changed since the
page was opened (`version`), so that nobody writes over anybody.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles import permissions as article_permissions
from newsroom.articles.models import Article, Byline
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.handover.notes import add_note
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.planning import permissions
from newsroom.planning.models import Idea
from newsroom.thai.dates import BANGKOK, thai_date, thai_datetime, thai_time


class ChangeRefused(Exception):
    """Raised for what cannot be done now; the message is in Thai."""


@transaction.atomic
def move_idea(pk: int, day: date | None, at: time | None, *, by: User, version: str) -> Idea:
    """Make an idea due on another day, at `at` or any time of it; None: without a day."""
    idea = _locked_idea(pk, version)
    if not permissions.can_edit(by, idea):
        raise PermissionDenied("คุณย้ายได้เฉพาะเรื่องที่คุณเสนอหรือรับไว้")
    idea.due_on, idea.due_time = day, at if day else None
    idea.save()
    return idea


@transaction.atomic
def move_article(pk: int, day: date | None, at: time | None, *, by: User, version: str) -> Article:
    """Give a story that readers do not see yet another time; who may is who publishes."""
    article = Article.objects.select_for_update().filter(pk=pk).first()
    if article is None:
        raise ChangeRefused("ข่าวนี้ถูกลบไปแล้ว")
    if not article_permissions.can_publish(by, article):
        raise PermissionDenied("คุณไม่มีสิทธิ์กำหนดว่าผู้อ่านจะเห็นข่าวเมื่อใด")
    _check_version(article.updated_at.isoformat(), version, article.headline)
    if transitions.state_of(article) not in ("draft", "review", "scheduled"):
        raise ChangeRefused(f"«{article.headline}» ผู้อ่านเห็นแล้ว จึงย้ายไม่ได้")
    if day is None or at is None:
        raise ChangeRefused(f"«{article.headline}» เป็นข่าวที่ตั้งเวลา ต้องมีทั้งวันและเวลา")
    moment = datetime.combine(day, at, BANGKOK)
    if moment <= timezone.now():
        raise ChangeRefused(
            f"{thai_datetime(moment)} ผ่านไปแล้ว จึงย้าย «{article.headline}» ไปไม่ได้ "
            "ถ้าต้องการให้ผู้อ่านเห็นเดี๋ยวนี้ เปิดข่าวแล้วกด «เผยแพร่ทันที»"
        )
    article.published_at = moment
    try:
        transitions.save_article(article, by=by, changed_fields=["published_at"])
    except transitions.TransitionRefused as error:
        raise ChangeRefused(str(error)) from None
    transitions.record_revision(article, by=by)
    action = Action.SCHEDULED if article.is_scheduled else Action.CHANGED
    log_action(action, article, by=by, detail=thai_datetime(moment))
    return article


@transaction.atomic
def take(pk: int, *, by: User, version: str) -> Idea:
    """Make the user the one who does an idea that nobody does yet."""
    idea = _locked_idea(pk, version)
    if idea.assignee_id and idea.assignee_id != by.pk:
        raise ChangeRefused(f"«{idea}» มี{idea.assignee}รับไว้แล้ว")
    if not permissions.can_take(by, idea):
        raise ChangeRefused(f"«{idea}» รับไม่ได้แล้ว")
    idea.assignee = by
    idea.save()
    return idea


@transaction.atomic
def give_back(pk: int, *, by: User, version: str) -> Idea:
    """Leave an idea to somebody else."""
    idea = _locked_idea(pk, version)
    if not permissions.can_give_back(by, idea):
        raise ChangeRefused(f"คุณไม่ได้รับ «{idea}» ไว้ หรือเขียนเป็นข่าวแล้ว")
    idea.assignee = None
    idea.save()
    return idea


@transaction.atomic
def write_article(pk: int, *, by: User, version: str) -> Article:
    """Make a draft of an idea: headline, section, byline of who does it, a note of what was planned."""
    idea = _locked_idea(pk, version)
    if not permissions.can_write(by, idea):
        if idea.is_open:
            raise PermissionDenied("เรื่องนี้มีคนอื่นรับไว้แล้ว")
        raise ChangeRefused(f"«{idea}» เขียนเป็นข่าวแล้ว หรือไม่ทำแล้ว")
    writer = idea.assignee or by
    author = getattr(writer, "author", None)
    article = Article(headline=idea.what, section=idea.section)
    transitions.save_article(article, by=by)
    if author is not None:
        Byline.objects.create(article=article, author=author)
    elif writer != by:
        # Without a byline nothing else says that the draft is the writer's to edit.
        article.created_by = writer
        article.save(update_fields=["created_by"])
    add_note(article, by=by, text=plan_note(idea))
    transitions.record_revision(article, by=by)
    idea.article, idea.assignee = article, writer
    idea.save()
    return article


def plan_note(idea: Idea) -> str:
    """What was planned, for those who work on the story."""
    lines = ["จากแผนข่าว", idea.notes]
    if idea.due_on:
        lines.append(f"กำหนดส่ง: {due_text(idea)}")
    if idea.photo_needed:
        lines.append(f"ภาพ: {idea.photographer or 'ต้องมี ยังไม่มีคนถ่าย'}")
    return "\n".join(line for line in lines if line)


def due_text(idea: Idea) -> str:
    """The day, and the time if it has one; empty without a day."""
    day = thai_date(idea.due_on) if idea.due_on else ""
    return f"{day} {thai_time(idea.due_at)}" if idea.due_at else day


def _locked_idea(pk: int, version: str) -> Idea:
    idea = Idea.objects.select_for_update().filter(pk=pk).first()
    if idea is None:
        raise ChangeRefused("แผนข่าวนี้ถูกลบไปแล้ว")
    _check_version(idea.version, version, idea.what)
    return idea


def _check_version(stored: str, version: str, name: str) -> None:
    if stored != version:
        raise ChangeRefused(
            f"มีคนแก้ «{name}» หลังจากที่คุณเปิดหน้านี้ จึงยังไม่ได้ทำอะไร ดูข้อมูลล่าสุดในหน้านี้แล้วทำอีกครั้ง"
        )
