"""Whether an article's form shows and saves the article itself, or a change of it that waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsroom.accounts.models import User
from newsroom.articles import permissions
from newsroom.articles.models import Article, PendingChange
from newsroom.articles.workflow.actions import WorkflowAction
from newsroom.articles.workflow.changes import keeping
from newsroom.articles.workflow.changes.showing import ShownChange, shown_change

KEEP, SEND, PUBLISH = "keep_change", "send_change", "publish_change"
# Parameters of the form's address: the article itself, or the change that waits.
LIVE, CHANGE = "live", "change"


@dataclass(frozen=True)
class FormMode:
    """What a form does: with `is_keeping` a save keeps a change instead of saving the article.

    `change` is the one that waits, `shown` is what the form shows of it when it is opened.
    """

    change: PendingChange | None = None
    shown: ShownChange | None = None
    is_keeping: bool = False
    is_publishing: bool = False

    @property
    def is_change(self) -> bool:
        """Whether rows and texts are those of a change."""
        return self.is_keeping or self.is_publishing


def form_mode(
    user: User, article: Article, asked: Mapping[str, str], sent: Mapping[str, str] | None
) -> FormMode:
    """The mode of a form that is opened by `asked`, its query, or that has `sent` its fields."""
    change = keeping.waiting_change(article)
    if not permissions.can_edit(user, article):
        # Of a public article of their own; all others they only read.
        may_write = permissions.can_keep_change(user, article)
        shown = shown_change(article, change) if change and may_write and sent is None else None
        return FormMode(change, shown, is_keeping=may_write and sent is not None)
    if sent is not None:
        action = sent.get("_action")
        is_keeping = action in (KEEP, SEND) or (bool(sent.get("change")) and action != PUBLISH)
        return FormMode(change, None, is_keeping, action == PUBLISH)
    opens = change and (CHANGE in asked or (article.is_published and LIVE not in asked))
    return FormMode(change, shown_change(article, change) if opens else None)


def change_actions(
    user: User, article: Article | None, mode: FormMode, *, is_change: bool
) -> list[WorkflowAction]:
    """The buttons for a change; `is_change`: the form shows one, which is more than to begin it."""
    if article is None or not permissions.can_write(user, article):
        return []
    can_edit = permissions.can_edit(user, article)
    send = WorkflowAction(
        SEND, "ส่งการแก้ไขให้ตรวจ", "ผู้อ่านยังเห็นฉบับเดิมจนกว่าบรรณาธิการเผยแพร่", is_primary=True
    )
    if not can_edit:
        is_sent = mode.change and mode.change.state == PendingChange.State.REVIEW
        return [] if is_sent else [send]
    if not is_change:
        hint = "เก็บไว้ก่อน ผู้อ่านยังเห็นฉบับเดิม"
        return [WorkflowAction(KEEP, "เก็บเป็นร่างการแก้ไข", hint)] if article.is_published else []
    if mode.change and keeping.changes_date(mode.change) and not permissions.can_publish(user):
        return [send]
    if article.is_published:
        hint = "ผู้อ่านจะเห็นการแก้ไขทันที"
        return [WorkflowAction(PUBLISH, "เผยแพร่การแก้ไข", hint, is_primary=True)]
    hint = "รวมเข้ากับข่าว ซึ่งผู้อ่านยังไม่เห็น"
    return [WorkflowAction(PUBLISH, "ใช้การแก้ไขนี้", hint, is_primary=True)]
