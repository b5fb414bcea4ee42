"""Properties of the findings of all rules together."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.thai.copydesk.check import MAX_TEXT_LENGTH, RULE_LABELS, TextTooLongError, check
from newsroom.thai.copydesk.findings import apply_fix
from newsroom.thai.copydesk.suggest import (
    count_word_sequences,
    suggest_keywords,
    suggest_standfirst,
)
from newsroom.thai.graphemes import graphemes
from tests.thai.copydesk.proofread import findings_in, rules_and_texts
from tests.thai.strategies import thai


@pytest.mark.parametrize(
    "text",
    [
        "พุทฺโธ ฤๅษี มาาาาก 5555 👩‍👩‍👧",
        "วันเสาร์ที่ 6 สิงหาคม 2559 เวลา 09.05 น.",
        "ตลาดหน้าวัด พล.อ.อ.ชลิต พุกผาสุข พลอากาศเอก ชลิต พุกผาสุข",
    ],
)
def test_correct_text_has_no_findings(text: str) -> None:
    assert rules_and_texts(text) == []


def test_the_fields_of_a_draft_are_compared_with_each_other() -> None:
    findings = check({"headline": "เหลือ ๓ วัน", "body": "มี 5 คน ใน 2 หมู่บ้าน"})
    assert [(finding.rule, finding.field, finding.fixes) for finding in findings] == [
        ("digits", "headline", ("3",))
    ]


@given(thai)
@settings(deadline=None)
def test_findings_are_whole_graphemes_and_do_not_overlap(text: str) -> None:
    boundaries = {0}
    for cluster in graphemes(text):
        boundaries.add(max(boundaries) + len(cluster))
    previous_end = -1
    for finding in findings_in(text):
        assert finding.start in boundaries
        assert finding.end in boundaries
        assert text[finding.start : finding.end] == finding.text != ""
        assert finding.start >= previous_end, "findings overlap"
        previous_end = finding.end
        assert finding.rule in RULE_LABELS
        assert finding.text not in finding.fixes


MISTAKES = st.sampled_from(
    ["เด็กๆ", "อนุญาติ", "เเม่", "น้ํา", "กี่่", "พ.ศ. 2016", "นะค่ะ", "กรุงเทพ ฯ", "ข่าว  เช้า",
     "ใด้", "โน๊ต", "และและ", "09:00 น.", "น้ำ\u200bท่วม", "6 สค. 59", "ค.ศ. 2559", "มากๆๆ", "ฯล.ฯ"]
)  # fmt: skip
CORRECT = st.sampled_from(["ชาวบ้าน", "ที่กระบี่", "👩‍👩‍👧", "3 คน"])


@given(st.lists(st.one_of(MISTAKES, CORRECT), max_size=8))
@settings(deadline=None)
def test_a_fixed_finding_is_not_found_again(parts: list[str]) -> None:
    text = " ".join(parts)
    for finding in findings_in(text):
        if not finding.fixes:
            continue
        end = finding.start + len(finding.fixes[0])
        found_again = [
            other
            for other in findings_in(apply_fix(text, finding))
            if other.rule == finding.rule and other.start < end and finding.start < other.end
        ]
        assert found_again == [], (text, finding)


@pytest.mark.parametrize(
    "part", ["ก", " ", "ๆ", "👩‍👩‍👧", "่", "เ", "ํ", '"', "“", "ปฎิ", "1", "\u200b"]
)
def test_a_long_text_of_one_character_is_checked_in_time_and_a_longer_one_refused(
    part: str,
) -> None:
    check({"body": "ก"})
    start = time.monotonic()
    longest = (part * MAX_TEXT_LENGTH)[:MAX_TEXT_LENGTH]
    check({"body": longest})
    count_word_sequences(longest)
    suggest_keywords("ก", longest)
    suggest_standfirst("ก", longest)
    with pytest.raises(TextTooLongError, match="ยาวเกิน"):
        check({"body": part * 1_000_000})
    assert time.monotonic() - start < 10, (
        "the goal is 3 s; the bound leaves room for a busy machine"
    )
