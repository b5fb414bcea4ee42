from tests.thai.copydesk.proofread import assert_fixed


def test_an_unknown_word_near_a_frequent_one_is_found() -> None:
    assert_fixed("unknown", "เพื่อลงุทน ในประเทศ", "เพื่อลงทุน ในประเทศ")
