"""What the desk's screens say about a story: its state, its buttons, and what each will do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone

from newsroom.articles import desk, rights
from newsroom.articles.models import Article
from newsroom.articles.querysets import Status
from newsroom.thai.dates import relative_time, thai_datetime


class Move(NamedTuple):
    """A button: the verb it calls, what it says, and whether it stands in the first row."""

    name: str
    label: str
    hint: str
    first: bool = False


VERBS: dict[str, Callable[..., None]] = {
    "send_to_review": desk.send_to_review,
    "return_to_draft": desk.return_to_draft,
    "publish": desk.publish,
    "publish_now": desk.publish_now,
    "back_to_draft": desk.back_to_draft,
    "withdraw": desk.withdraw,
}


def offered(user: Any, article: Article | None) -> list[Move]:
    """The moves that somebody may make with a story now; what is not allowed is not shown."""
    state = desk.kind(article) if article else "draft"
    moves: list[Move] = []
    if state == "draft" and (article is None or rights.may_edit(user, article)):
        moves.append(
            Move("send_to_review", "ส่งให้บรรณาธิการตรวจ", "ข่าวจะเข้าคิวรอตรวจ ผู้อ่านยังไม่เห็น", first=True)
        )
    if state == "review" and article and rights.may_return(user, article):
        own = not user.has_perm(rights.EDIT_ANY)
        label = "ดึงกลับมาแก้" if own else "ส่งกลับให้ผู้สื่อข่าวแก้"
        moves.append(Move("return_to_draft", label, "ข่าวจะกลับเป็นฉบับร่าง", first=own))
    if not rights.may_publish(user, article):
        return moves
    if state in ("draft", "review", "withdrawn"):
        moment = article.published_at if article else None
        label, hint = publishing(moment)
        moves.insert(0, Move("publish", label, hint, first=True))
    if state == "scheduled":
        moves.insert(0, Move("publish_now", "เผยแพร่ทันที ไม่รอเวลา", "ผู้อ่านจะเห็นข่าวทันที"))
        moves.append(Move("back_to_draft", "ยกเลิกการตั้งเวลา", "ข่าวจะกลับเป็นฉบับร่าง"))
    if state == "published":
        moves.append(Move("withdraw", "ถอนข่าว", "หน้าข่าวจะแจ้งผู้อ่านว่าข่าวถูกถอนออกแล้ว"))
        moves.append(
            Move("back_to_draft", "นำออกโดยไม่แจ้งผู้อ่าน", "ข่าวจะกลับเป็นฉบับร่าง ที่อยู่ของข่าวจะหายไป")
        )
    if state == "withdrawn":
        moves.append(Move("back_to_draft", "กลับเป็นฉบับร่าง", "ที่อยู่ของข่าวจะหายไป ไม่มีป้ายบอกว่าถอน"))
    return moves


def publishing(moment: datetime | None) -> tuple[str, str]:
    """The publish button's words for a time typed (None: no time), and what will happen."""
    now = timezone.now()
    if moment is None:
        return "เผยแพร่ทันที", "ผู้อ่านจะเห็นข่าวทันที"
    if moment <= now:
        return "เผยแพร่ทันที", f"ผู้อ่านจะเห็นข่าวทันที ลงวันที่ {thai_datetime(moment)}"
    return f"ตั้งเวลาเผยแพร่ {relative_time(moment, now)}", f"จะเผยแพร่ {relative_time(moment, now)}"


def state_words(article: Article) -> str:
    """The state in plain words: `ฉบับร่าง`, `ตั้งเวลา พรุ่งนี้ 06.00 น.`, `เผยแพร่แล้ว`."""
    if article.is_scheduled and article.published_at:
        return f"ตั้งเวลา {relative_time(article.published_at, timezone.now())}"
    if article.is_published:
        return "เผยแพร่แล้ว"
    return str(article.get_status_display())


def consequence(article: Article) -> str:
    """What readers see now, as a sentence for the editor."""
    if article.is_scheduled and article.published_at:
        return f"ข่าวจะเผยแพร่เองเมื่อ {thai_datetime(article.published_at)}"
    if article.is_published:
        return "ผู้อ่านเห็นข่าวนี้แล้ว"
    if article.status == Status.WITHDRAWN:
        return "ข่าวถูกถอนออกแล้ว ที่อยู่ของข่าวจะแจ้งผู้อ่านว่าข่าวถูกถอน"
    if article.status == Status.REVIEW:
        return "ข่าวอยู่ในคิวรอบรรณาธิการตรวจ ผู้อ่านยังไม่เห็นข่าวนี้"
    return "ผู้อ่านยังไม่เห็นข่าวนี้"
