from tests.thai.copydesk.proofread import assert_fixed, rules_and_texts


def test_a_name_spelled_in_two_ways_is_found() -> None:
    wrong = "นายสมชาย ใจดี มา นายสมชาย ใจดี พูด นายสมชัย ใจดี กลับ"
    assert_fixed("names", wrong, wrong.replace("สมชัย", "สมชาย"))


def test_different_people_are_not_reported() -> None:
    assert rules_and_texts("นายสมชาย ใจดี และนางสมศรี ใจดี กับนายวิชัย มั่นคง") == []
