import pytest

from tests.thai.copydesk.proofread import assert_fixed, rules_and_texts


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("yamok", "เด็กๆ มา", "เด็ก ๆ มา"),
        ("yamok", "เด็ก ๆมา", "เด็ก ๆ มา"),
        ("yamok", "มากๆๆ", "มาก ๆ"),
        ("yamok", "คน ๆ นี้", "คนคนนี้"),
        ("paiyan", "กรุงเทพ ฯ", "กรุงเทพฯ"),
        ("paiyan", "ผัก ผลไม้ ฯล.ฯ", "ผัก ผลไม้ ฯลฯ"),
        ("paiyan", "ผัก ฯลฯ เป็นต้น", "ผัก ฯลฯ"),
        ("quotes", '“ดี” และ “งาม" ครับ', "“ดี” และ “งาม” ครับ"),
        ("spaces", "ข่าว  เช้า", "ข่าว เช้า"),
    ],
)
def test_wrong_punctuation_and_spacing_is_found(rule: str, wrong: str, right: str) -> None:
    assert_fixed(rule, wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "กรุงเทพฯ นายกฯ ฯพณฯ และ ผัก ผลไม้ ฯลฯ",
        "เด็ก ๆ เล่นกันดี ๆ “มาก ๆ” (บ่อย ๆ)",
    ],
)
def test_correct_punctuation_is_not_reported(text: str) -> None:
    assert rules_and_texts(text) == []
