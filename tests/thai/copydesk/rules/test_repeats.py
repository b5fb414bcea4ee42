import pytest

from tests.thai.copydesk.proofread import assert_fixed, rules_and_texts


def test_a_word_repeated_by_accident_is_found() -> None:
    assert_fixed("repeats", "ความร่วมมือของของประชาชน", "ความร่วมมือของประชาชน")


@pytest.mark.parametrize("text", ["เขามาในที่ที่ไม่มีใคร ต่างคนต่างอยู่", "กรมทางหลวง กรมทางหลวงชนบท"])
def test_an_intended_repetition_is_not_reported(text: str) -> None:
    assert rules_and_texts(text) == []
