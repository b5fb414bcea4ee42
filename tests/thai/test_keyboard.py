import pytest

from newsroom.thai.keyboard import latin_keys_to_thai, thai_keys_to_latin


@pytest.mark.parametrize(
    ("latin", "thai"), [("-jk;", "ข่าว"), ("ohe", "น้ำ"), ("dit[uj", "กระบี่"), ("email", "ำทฟรส")]
)
def test_text_of_the_wrong_layout_is_converted_in_both_directions(latin: str, thai: str) -> None:
    """T-S6"""
    assert latin_keys_to_thai(latin) == thai
    assert thai_keys_to_latin(thai) == latin
