import pytest

from newsroom.articles.tags.parsing import parse_tags


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("แม่ฮ่องสอน สามหมอก", ["แม่ฮ่องสอน สามหมอก"]),
        ("ข่าว, ขาว ,ข้าว", ["ข่าว", "ขาว", "ข้าว"]),
        ("น้ำท่วม\nกระบี่", ["น้ำท่วม", "กระบี่"]),
        (" , \u200b, ่ ,", []),
        ("", []),
        ('"ก, ข"', ['"ก', 'ข"']),
    ],
)
def test_only_commas_and_new_lines_separate_tags(typed: str, names: list[str]) -> None:
    """T-T1"""
    assert parse_tags(typed) == names
