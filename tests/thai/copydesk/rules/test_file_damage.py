import pytest

from tests.thai.copydesk.proofread import assert_fixed, findings_in


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("ประชาชนก าลังช่วยน ้าท่วม", "ประชาชนกำลังช่วยน้ำท่วม"),
        ("ผู ้ว่าฯ สั่งแล้ว", "ผู้ว่าฯ สั่งแล้ว"),
        ("ข่าว " + "การประชุม".encode().decode("latin-1"), "ข่าว การประชุม"),
        ("ข่าว " + "การประชุม".encode("cp874").decode("latin-1"), "ข่าว การประชุม"),
    ],
)
def test_damage_of_files_is_found_with_its_fix(wrong: str, right: str) -> None:
    assert_fixed("marks", wrong, right)


def test_a_lost_letter_is_pointed_at() -> None:
    (finding,) = findings_in("น้ำท่� แล้ว")
    assert (finding.rule, finding.text, finding.fixes) == ("marks", "�", ())
