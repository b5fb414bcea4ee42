import pytest

from tests.thai.copydesk.proofread import assert_fixed, findings_in, rules_and_texts


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("eras", "เมื่อ พ.ศ. 2016", "เมื่อ พ.ศ. 2559"),
        ("eras", "เมื่อ ค.ศ. 2559", "เมื่อ พ.ศ. 2559"),
        ("eras", "ในปี 2559 มากกว่าปี 2015", "ในปี 2559 มากกว่าปี 2558"),
        ("eras", "เมื่อ พ.ศ. ๒๐๑๖", "เมื่อ พ.ศ. ๒๕๕๙"),
        ("dates", "วันจันทร์ที่ 6 สิงหาคม 2559", "วันเสาร์ที่ 6 สิงหาคม 2559"),
        ("dates", "เวลา 09:00 น.", "เวลา 09.00 น."),
        ("abbreviations", "ปี พ.ศ 2559", "ปี พ.ศ. 2559"),
        ("abbreviations", "วันที่ 6 สค. 59", "วันที่ 6 ส.ค. 59"),
        ("digits", "มี 5 คน 3 หลัง ๒ วัน", "มี 5 คน 3 หลัง 2 วัน"),
    ],
)
def test_wrong_years_dates_and_digits_are_found(rule: str, wrong: str, right: str) -> None:
    assert_fixed(rule, wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "พ.ศ. 2559 ค.ศ. 2016 พุทธศักราช 2559",
        "โควิด-19 ระบาดในวันที่ ๒ และ ๓",
    ],
)
def test_correct_years_and_digits_are_not_reported(text: str) -> None:
    assert rules_and_texts(text) == []


def test_a_date_that_does_not_exist_has_no_fix() -> None:
    (finding,) = findings_in("ปิดรับ 31 เมษายน 2559")
    assert (finding.rule, finding.fixes) == ("dates", ())


def test_a_year_of_the_wrong_era_has_a_fix_for_either_reading() -> None:
    (finding,) = findings_in("พ.ศ. 2016")
    assert finding.fixes == ("พ.ศ. 2559", "ค.ศ. 2016")
