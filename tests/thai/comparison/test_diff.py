from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.thai.comparison.diff import DiffOp, word_diff

SENTENCE = "ชาวประมงพบวาฬบรูด้ากลางอ่าว ฝูงใหญ่สุดในรอบสิบปี"


def joined(steps: list[DiffOp], *ops: str) -> str:
    return "".join(step.text for step in steps if step.op in ops)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SENTENCE, SENTENCE.replace("วาฬบรูด้า", "ฉลามวาฬ")),
        ("ย่อหน้าแรก\nย่อหน้าสอง\nย่อหน้าสาม", "ย่อหน้าแรก\nย่อหน้าใหม่\nย่อหน้าสอง\nย่อหน้าสาม"),
        ("", "ข่าวใหม่"),
        ("ข่าวเก่า", ""),
        ("น้ำ\r\nท่วม", "น้ำ\nท่วม"),
        ("ก" * 9000, "ก" * 9001),
        ("ๆๆๆ ฯ", "่้๊ <b>&amp;"),
    ],
)
def test_both_texts_can_be_rebuilt_from_the_diff(old: str, new: str) -> None:
    ops = word_diff(old, new)
    assert joined(ops, "equal", "delete") == old
    assert joined(ops, "equal", "insert") == new


@settings(max_examples=60, deadline=None)
@given(st.text("กขาิ่้ำๆ 1a\n", max_size=60), st.text("กขาิ่้ำๆ 1a\n", max_size=60))
def test_any_two_texts_can_be_rebuilt_from_the_diff(old: str, new: str) -> None:
    ops = word_diff(old, new)
    assert joined(ops, "equal", "delete") == old
    assert joined(ops, "equal", "insert") == new
    assert all(step.text for step in ops)


def test_equal_texts_are_one_equal_step() -> None:
    assert word_diff(SENTENCE, SENTENCE) == [DiffOp("equal", SENTENCE)]


def test_changes_are_whole_words() -> None:
    ops = word_diff("ราคาข้าวขึ้น", "ราคาข่าวขึ้น")
    assert ops == [
        DiffOp("equal", "ราคา"), DiffOp("delete", "ข้าว"), DiffOp("insert", "ข่าว"), DiffOp("equal", "ขึ้น"),
    ]  # fmt: skip


def test_a_word_inserted_before_one_that_it_could_join_is_a_change_of_its_own() -> None:
    old, new = "พบวาฬบรูด้ากลางอ่าว", "พบวาฬบรูด้าห้าตัวกลางอ่าว"
    assert word_diff(old, new) == [
        DiffOp("equal", "พบวาฬบรูด้า"), DiffOp("insert", "ห้าตัว"), DiffOp("equal", "กลางอ่าว"),
    ]  # fmt: skip
    assert [step.op for step in word_diff(new, old)] == ["equal", "delete", "equal"]


def test_a_new_paragraph_leaves_the_others_equal() -> None:
    old = "\n".join(f"ย่อหน้าที่ {number} ของข่าวนี้" for number in range(50))
    new = old.replace("ย่อหน้าที่ 7 ", "แทรกใหม่\nย่อหน้าที่ 7 ")
    changed = [step for step in word_diff(old, new) if step.op != "equal"]
    assert changed == [DiffOp("insert", "แทรกใหม่\n")]
