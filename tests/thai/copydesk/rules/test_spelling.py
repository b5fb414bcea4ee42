from pathlib import Path

import pytest

from newsroom.thai.clean import clean
from newsroom.thai.copydesk.dictionary import royal_institute_words
from newsroom.thai.copydesk.rules import spelling
from tests.thai.copydesk.proofread import assert_fixed, findings_in, rules_and_texts


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("spelling", "ได้รับใบอนุญาติแล้ว", "ได้รับใบอนุญาตแล้ว"),
        ("spelling", "ผู้สังเกตุการณ์ปฎิเสธ", "ผู้สังเกตการณ์ปฏิเสธ"),
        ("spelling", "ปรากฎว่ากฏหมายใหม่", "ปรากฏว่ากฎหมายใหม่"),
        ("spelling", "บาดเจ็บที่ศรีษะ", "บาดเจ็บที่ศีรษะ"),
        ("spelling", "คลีนิกเปิดเว็ปไซต์", "คลินิกเปิดเว็บไซต์"),
        ("spelling", "อัพเดทโน๊ต", "อัปเดตโน้ต"),
        ("spelling", "ลายเซ็นต์ 5 เปอร์เซ็นต์", "ลายเซ็น 5 เปอร์เซ็นต์"),
        ("spelling", "เขาใด้ทุน", "เขาได้ทุน"),
        ("spelling", "อุปกรณ์อิเล็คทรอนิคส์", "อุปกรณ์อิเล็กทรอนิกส์"),
        ("tones", "ล๊อตแรก", "ล็อตแรก"),
        ("polite", "ขอบคุณนะค่ะ", "ขอบคุณนะคะ"),
        ("polite", "สวัสดีคะ", "สวัสดีค่ะ"),
    ],
)
def test_misspellings_are_found(rule: str, wrong: str, right: str) -> None:
    assert_fixed(rule, wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "ปรากฏการณ์ กรกฎ กฎหมาย กบฏ มงกุฎ ชฎา",
        "ร้องไห้ สะอื้นไห้ ใคร่ครวญ ใกล้ไกล สะใภ้ ใต้ หลงใหล ใบ้",
        "เปอร์เซ็นต์ จุลินทรีย์ อนุสาวรีย์ โทรศัพท์ อุโมงค์ ลิขสิทธิ์ กลยุทธ์ เหตุการณ์",
        "ไช้เท้า ทื่อ ญาติ อนุญาต สังเกต",
        "ก๋วยเตี๋ยว โต๊ะ กว๊านพะเยา เก๊กฮวย ปั๊มน้ำ แก๊ส",
    ],
)
def test_correct_spellings_are_not_reported(text: str) -> None:
    assert rules_and_texts(text) == []


def test_the_list_of_misspellings_is_consistent() -> None:
    """No misspelling is a dictionary word or another entry's right form; no fix is reported again"""
    entries = [entry for group in spelling.misspellings().values() for entry in group]
    right_forms = {entry.right for entry in entries}
    assert len(entries) >= 250
    assert not {entry.wrong for entry in entries} & (royal_institute_words() | right_forms)
    listed = Path(spelling.__file__).with_name("misspellings.txt").read_text(encoding="utf-8")
    assert clean(listed) == listed
    for entry in entries:
        if not entry.whole_word:
            assert any(finding.rule == "spelling" for finding in findings_in(entry.wrong)), entry
        assert not list(spelling.listed_misspellings(entry.right)), entry
