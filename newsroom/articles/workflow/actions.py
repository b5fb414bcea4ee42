"""The transitions as buttons: which ones a user is offered, their labels, and state messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles import permissions
from newsroom.articles.models import Article
from newsroom.articles.querysets import Status
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.handover.notes import add_note
from newsroom.thai.clean import is_blank
from newsroom.thai.dates import relative_time, thai_datetime


class WorkflowAction(NamedTuple):
    """A button: the transition it calls, its label, what will happen, whether it is in the first row.

    `asks`: what has to be written with it; "" for nothing.
    """

    name: str
    label: str
    hint: str
    is_primary: bool = False
    asks: str = ""


# By the name that forms and URLs send.
TRANSITIONS: dict[str, Callable[..., None]] = {
    transition.__name__: transition
    for transition in (
        transitions.send_to_review,
        transitions.reject_review,
        transitions.publish,
        transitions.publish_now,
        transitions.unpublish,
        transitions.withdraw,
    )
}
# How a note begins that tells the reason of an action.
REASON_LABELS = {"reject_review": "ส่งกลับให้แก้: ", "withdraw": "ถอนข่าว: "}
PUBLISHING_ACTIONS = frozenset({"publish", "publish_now"})


def available_actions(user: User, article: Article | None) -> list[WorkflowAction]:
    """The actions that the user may take now; `article` is None while it is not saved yet."""
    state = transitions.state_of(article) if article else "draft"
    actions: list[WorkflowAction] = []
    if state == "draft" and (article is None or permissions.can_edit(user, article)):
        actions.append(
            WorkflowAction(
                "send_to_review",
                "ส่งให้บรรณาธิการตรวจ",
                "ข่าวจะเข้าคิวรอตรวจ ผู้อ่านยังไม่เห็น",
                is_primary=True,
            )
        )
    if state == "review" and article and permissions.can_return(user, article):
        is_reporter = not user.has_perm(permissions.EDIT_ANY)
        label = "ดึงกลับมาแก้" if is_reporter else "ส่งกลับให้แก้"
        hint, asks = "ข่าวจะกลับเป็นฉบับร่าง", required_reason("reject_review", user, article)
        actions.append(WorkflowAction("reject_review", label, hint, is_reporter, asks))
    if not permissions.can_publish(user, article):
        return actions
    if state in ("draft", "review", "withdrawn"):
        label, hint = publish_label(article.published_at if article else None)
        actions.insert(0, WorkflowAction("publish", label, hint, is_primary=True))
    if state == "scheduled":
        actions.insert(0, WorkflowAction("publish_now", "เผยแพร่ทันที ไม่รอเวลา", "ผู้อ่านจะเห็นข่าวทันที"))
        actions.append(WorkflowAction("unpublish", "ยกเลิกการตั้งเวลา", "ข่าวจะกลับเป็นฉบับร่าง"))
    if state == "published":
        hint, asks = "หน้าข่าวจะแจ้งผู้อ่านว่าข่าวถูกถอนออกแล้ว", required_reason("withdraw", user, article)
        actions.append(WorkflowAction("withdraw", "ถอนข่าว", hint, asks=asks))
        actions.append(
            WorkflowAction("unpublish", "นำออกโดยไม่แจ้งผู้อ่าน", "ข่าวจะกลับเป็นฉบับร่าง ที่อยู่ของข่าวจะหายไป")
        )
    if state == "withdrawn":
        actions.append(
            WorkflowAction("unpublish", "กลับเป็นฉบับร่าง", "ที่อยู่ของข่าวจะหายไป ไม่มีข้อความบอกว่าถอน")
        )
    return actions


def required_reason(name: str, user: User, article: Article | None) -> str:
    """What the user has to write with an action, as the label of a field; "" for nothing."""
    if name == "withdraw":
        return "เหตุที่ถอน (กองเห็น ผู้อ่านไม่เห็น)"
    if name == "reject_review" and article and not permissions.is_own(user, article):
        return "ต้องแก้อะไร (ผู้สื่อข่าวเห็นเป็นโน้ต)"
    return ""


@transaction.atomic
def perform(name: str, article: Article, *, by: User, reason: str = "") -> None:
    """Carry out an action as a button sends it; the reason becomes a note.

    Raises TransitionRefused also where a reason is asked for and none is given, ValidationError for
    one that cannot be stored.
    """
    if (asked := required_reason(name, by, article)) and is_blank(reason):
        raise transitions.TransitionRefused(f"ยังไม่ได้ใส่: {asked}")
    TRANSITIONS[name](article, by=by)
    if not is_blank(reason):
        add_note(article, by=by, text=f"{REASON_LABELS.get(name, '')}{reason}")


def publish_label(published_at: datetime | None) -> tuple[str, str]:
    """Label and hint of the publish button for a `published_at` (None: publish at once)."""
    now = timezone.now()
    if published_at is None:
        return "เผยแพร่ทันที", "ผู้อ่านจะเห็นข่าวทันที"
    if published_at <= now:
        return "เผยแพร่ทันที", f"ผู้อ่านจะเห็นข่าวทันที ลงวันที่ {thai_datetime(published_at)}"
    when = relative_time(published_at, now)
    return f"ตั้งเวลาเผยแพร่ {when}", f"จะเผยแพร่ {when}"


def state_label(article: Article) -> str:
    """The state in a few words: `ฉบับร่าง`, `ตั้งเวลา พรุ่งนี้ 06.00 น.`, `เผยแพร่แล้ว`."""
    if article.is_scheduled and article.published_at:
        return f"ตั้งเวลา {relative_time(article.published_at, timezone.now())}"
    if article.is_published:
        return "เผยแพร่แล้ว"
    return str(article.get_status_display())


def visibility_message(article: Article) -> str:
    """What readers see of the article now, as a sentence for the editor."""
    if article.is_scheduled and article.published_at:
        return f"ข่าวจะเผยแพร่เองเมื่อ {thai_datetime(article.published_at)}"
    if article.is_published:
        return "ผู้อ่านเห็นข่าวนี้แล้ว"
    if article.status == Status.WITHDRAWN:
        return "ข่าวถูกถอนออกแล้ว ที่อยู่ของข่าวจะแจ้งผู้อ่านว่าข่าวถูกถอน"
    if article.status == Status.REVIEW:
        return "ข่าวอยู่ในคิวรอบรรณาธิการตรวจ ผู้อ่านยังไม่เห็นข่าวนี้"
    return "ผู้อ่านยังไม่เห็นข่าวนี้"
