"""The actions that the article form offers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.workflow import actions
from newsroom.thai.dates import BANGKOK
from tests import builders

pytestmark = pytest.mark.django_db
BUILDERS = {
    "draft": builders.draft_article,
    "review": builders.review_article,
    "scheduled": builders.scheduled_article,
    "published": builders.published_article,
    "withdrawn": builders.withdrawn_article,
}


@pytest.fixture
def editor(db: Any) -> Any:
    return builders.role_user(roles.EDITOR, "editor")


@pytest.mark.parametrize("state", BUILDERS)
def test_every_action_calls_a_transition_that_is_allowed(state: str, editor: Any) -> None:
    build = BUILDERS[state]
    available = actions.available_actions(editor, build())
    assert available
    for action in available:
        actions.TRANSITIONS[action.name](build(), by=editor)


def test_transitions_are_named_like_their_functions() -> None:
    assert list(actions.TRANSITIONS) == [
        "send_to_review", "reject_review", "publish", "publish_now", "unpublish", "withdraw",
    ]  # fmt: skip
    assert set(actions.TRANSITIONS) >= actions.PUBLISHING_ACTIONS


def test_the_publish_label_says_when() -> None:
    now = timezone.now()
    assert actions.publish_label(None) == ("เผยแพร่ทันที", "ผู้อ่านจะเห็นข่าวทันที")
    label, hint = actions.publish_label(datetime(2016, 8, 6, 9, 5, tzinfo=BANGKOK))
    assert label == "เผยแพร่ทันที"
    assert "6 สิงหาคม 2559" in hint
    label, _ = actions.publish_label(now + timedelta(days=400))
    assert label.startswith("ตั้งเวลาเผยแพร่ ")


@pytest.mark.parametrize(
    ("state", "label", "message"),
    [
        ("draft", "ฉบับร่าง", "ผู้อ่านยังไม่เห็นข่าวนี้"),
        ("review", "รอตรวจ", "ข่าวอยู่ในคิวรอบรรณาธิการตรวจ"),
        ("scheduled", "ตั้งเวลา ", "ข่าวจะเผยแพร่เองเมื่อ"),
        ("published", "เผยแพร่แล้ว", "ผู้อ่านเห็นข่าวนี้แล้ว"),
        ("withdrawn", "ถอนออก", "ข่าวถูกถอนออกแล้ว"),
    ],
)
def test_each_state_has_a_label_and_a_message(state: str, label: str, message: str) -> None:
    article = BUILDERS[state]()
    assert actions.state_label(article).startswith(label)
    assert actions.visibility_message(article).startswith(message)
