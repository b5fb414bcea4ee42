"""Credit lines at the end of a body."""

import pytest

from newsroom.transfer.credits import extract_credits


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง", ("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง")),
        ("ข่าว/ภาพ: สมชาย", ("ข่าว/ภาพ", "สมชาย")),
        ("เรียบเรียงโดย : ณัฐ", ("เรียบเรียงโดย", "ณัฐ")),
        ("(ที่มา: กรมอุตุนิยมวิทยา)", ("ที่มา", "กรมอุตุนิยมวิทยา")),
    ],
)
def test_credit_lines_at_the_end_are_extracted(line: str, credit: tuple[str, str]) -> None:
    assert extract_credits(f"<p>เนื้อข่าว</p><p><strong>{line}</strong></p>") == (
        "<p>เนื้อข่าว</p>",
        [credit],
    )
    assert extract_credits(f"<p>เนื้อข่าว<br>{line}</p>") == ("<p>เนื้อข่าว</p>", [credit])


@pytest.mark.parametrize(
    "last", ["นายกกล่าวว่า : ต้องเร่งแก้ไข", "ภาพรวมเศรษฐกิจ: ดีขึ้น", "เวลา 09.00 น.", "ข่าวนี้ยังไม่จบ"]
)
def test_sentences_with_a_colon_stay_in_the_body(last: str) -> None:
    body = f"<p>ข่าว : ตัวอย่างย่อหน้าแรกไม่ใช่เครดิต</p><p>{last}</p>"
    assert extract_credits(body) == (body, [])


def test_several_credits_keep_their_order() -> None:
    body, credits = extract_credits("<p>ก</p><p>ข่าว : หนึ่ง</p><p>ภาพ : สอง</p>")
    assert (body, credits) == ("<p>ก</p>", [("ข่าว", "หนึ่ง"), ("ภาพ", "สอง")])
