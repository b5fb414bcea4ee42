import pytest

from tests.thai.copydesk.proofread import assert_fixed


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("เเม่น้ำโขง", "แม่น้ำโขง"),
        ("กี่่โมง", "กี่โมง"),
        ("ก่ีโมง", "กี่โมง"),
        ("น้ํา", "น้ำ"),
        ("น้ำ\u200bท่วม", "น้ำท่วม"),
        ("\ufeffข่าวเช้า", "ข่าวเช้า"),
        ("สวัสดีคะ่", "สวัสดีค่ะ"),
    ],
)
def test_misplaced_marks_and_invisible_characters_are_found(wrong: str, right: str) -> None:
    assert_fixed("marks", wrong, right)
