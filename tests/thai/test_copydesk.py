"""The copy desk's rules, each with what it tells and what it must leave alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.thai.clean import clean
from newsroom.thai.copydesk import spelling
from newsroom.thai.copydesk.check import LABELS, LONGEST, TooLong, check
from newsroom.thai.copydesk.dictionary import institute, one_edit
from newsroom.thai.copydesk.finding import Finding, apply
from newsroom.thai.copydesk.suggest import STANDFIRST_CLUSTERS, spans, standfirst, telling_words
from newsroom.thai.cut import clusters, count_clusters
from newsroom.thai.folding import fold
from tests.thai.strategies import thai_text


def read(text: str) -> list[Finding]:
    return check({"body": text})


def mended(text: str) -> str:
    """`text` with the first proposal of every finding, from the end."""
    for finding in reversed(read(text)):
        if finding.fixes:
            text = apply(text, finding)
    return text


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("marks", "เเม่น้ำโขง", "แม่น้ำโขง"),
        ("marks", "กี่่โมง", "กี่โมง"),
        ("marks", "ก่ีโมง", "กี่โมง"),
        ("marks", "น้ํา", "น้ำ"),
        ("marks", "น้ำ\u200bท่วม", "น้ำท่วม"),
        ("marks", "\ufeffข่าวเช้า", "ข่าวเช้า"),
        ("marks", "สวัสดีคะ่", "สวัสดีค่ะ"),
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
        ("yamok", "เด็กๆ มา", "เด็ก ๆ มา"),
        ("yamok", "เด็ก ๆมา", "เด็ก ๆ มา"),
        ("yamok", "มากๆๆ", "มาก ๆ"),
        ("yamok", "คน ๆ นี้", "คนคนนี้"),
        ("paiyan", "กรุงเทพ ฯ", "กรุงเทพฯ"),
        ("paiyan", "ผัก ผลไม้ ฯล.ฯ", "ผัก ผลไม้ ฯลฯ"),
        ("paiyan", "ผัก ฯลฯ เป็นต้น", "ผัก ฯลฯ"),
        ("eras", "เมื่อ พ.ศ. 2016", "เมื่อ พ.ศ. 2559"),
        ("eras", "เมื่อ ค.ศ. 2559", "เมื่อ พ.ศ. 2559"),
        ("eras", "ในปี 2559 มากกว่าปี 2015", "ในปี 2559 มากกว่าปี 2558"),
        ("eras", "เมื่อ พ.ศ. ๒๐๑๖", "เมื่อ พ.ศ. ๒๕๕๙"),
        ("dates", "วันจันทร์ที่ 6 สิงหาคม 2559", "วันเสาร์ที่ 6 สิงหาคม 2559"),
        ("dates", "เวลา 09:00 น.", "เวลา 09.00 น."),
        ("abbreviations", "ปี พ.ศ 2559", "ปี พ.ศ. 2559"),
        ("abbreviations", "วันที่ 6 สค. 59", "วันที่ 6 ส.ค. 59"),
        ("digits", "มี 5 คน 3 หลัง ๒ วัน", "มี 5 คน 3 หลัง 2 วัน"),
        ("quotes", "“ดี” และ “งาม\" ครับ", "“ดี” และ “งาม” ครับ"),
        ("repeats", "ความร่วมมือของของประชาชน", "ความร่วมมือของประชาชน"),
        ("blanks", "ข่าว  เช้า", "ข่าว เช้า"),
        ("names", "นายสมชาย ใจดี มา นายสมชาย ใจดี พูด นายสมชัย ใจดี กลับ", "นายสมชาย ใจดี มา นายสมชาย ใจดี พูด นายสมชาย ใจดี กลับ"),
        ("unknown", "เพื่อลงุทน ในประเทศ", "เพื่อลงทุน ในประเทศ"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_mended(rule: str, wrong: str, right: str) -> None:
    assert rule in {finding.rule for finding in read(wrong)}
    assert mended(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "ปรากฏการณ์ กรกฎ กฎหมาย กบฏ มงกุฎ ชฎา",
        "กรุงเทพฯ นายกฯ ฯพณฯ และ ผัก ผลไม้ ฯลฯ",
        "ร้องไห้ สะอื้นไห้ ใคร่ครวญ ใกล้ไกล สะใภ้ ใต้ หลงใหล ใบ้",
        "เด็ก ๆ เล่นกันดี ๆ “มาก ๆ” (บ่อย ๆ)",
        "เปอร์เซ็นต์ จุลินทรีย์ อนุสาวรีย์ โทรศัพท์ อุโมงค์ ลิขสิทธิ์ กลยุทธ์ เหตุการณ์",
        "ไช้เท้า ทื่อ ญาติ อนุญาต สังเกต",
        "เขามาในที่ที่ไม่มีใคร ต่างคนต่างอยู่",
        "พ.ศ. 2559 ค.ศ. 2016 พุทธศักราช 2559",
        "ก๋วยเตี๋ยว โต๊ะ กว๊านพะเยา เก๊กฮวย ปั๊มน้ำ แก๊ส",
        "วันเสาร์ที่ 6 สิงหาคม 2559 เวลา 09.05 น.",
        "นายสมชาย ใจดี และนางสมศรี ใจดี กับนายวิชัย มั่นคง",
        "โควิด-19 ระบาดในวันที่ ๒ และ ๓",
        "กรมทางหลวง กรมทางหลวงชนบท",
        "พุทฺโธ ฤๅษี มาาาาก 5555 👩‍👩‍👧",
        "ตลาดหน้าวัด พล.อ.อ.ชลิต พุกผาสุข พลอากาศเอก ชลิต พุกผาสุข",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [(found.rule, found.text) for found in read(text)] == []


def test_a_day_that_does_not_exist_is_told_without_a_fix() -> None:
    (found,) = read("ปิดรับ 31 เมษายน 2559")
    assert (found.rule, found.fixes) == ("dates", ())


def test_years_may_be_meant_either_way() -> None:
    (found,) = read("พ.ศ. 2016")
    assert found.fixes == ("พ.ศ. 2559", "ค.ศ. 2016")


def test_fields_are_judged_together() -> None:
    found = check({"headline": "เหลือ ๓ วัน", "body": "มี 5 คน ใน 2 หมู่บ้าน"})
    assert [(one.rule, one.field, one.fixes) for one in found] == [("digits", "headline", ("3",))]


def test_the_list_of_misspellings_is_sound() -> None:
    """No misspelling is a dictionary word, none is another's right form, all mend to what stays"""
    entries = [entry for rows in spelling.misspellings().values() for entry in rows]
    rights = {entry.right for entry in entries}
    assert len(entries) >= 250
    assert not {entry.wrong for entry in entries} & (institute() | rights)
    listed = Path(spelling.__file__).with_name("misspelt.txt").read_text(encoding="utf-8")
    assert clean(listed) == listed
    for entry in entries:
        if not entry.alone:
            assert any(found.rule == "spelling" for found in read(entry.wrong)), entry
        assert not list(spelling.misspelt(entry.right)), entry


@given(thai_text)
@settings(deadline=None)
def test_findings_lie_between_letters_and_never_raise(text: str) -> None:
    edges = {0}
    for cluster in clusters(text):
        edges.add(max(edges) + len(cluster))
    before = -1
    for found in read(text):
        assert found.start in edges
        assert found.end in edges
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= before, "findings overlap"
        before = found.end
        assert found.rule in LABELS
        assert found.text not in found.fixes


MISTAKES = st.sampled_from(
    ["เด็กๆ", "อนุญาติ", "เเม่", "น้ํา", "กี่่", "พ.ศ. 2016", "นะค่ะ", "กรุงเทพ ฯ", "ข่าว  เช้า",
     "ใด้", "โน๊ต", "และและ", "09:00 น.", "น้ำ\u200bท่วม", "6 สค. 59", "ค.ศ. 2559", "มากๆๆ", "ฯล.ฯ"]
)  # fmt: skip


@given(
    st.lists(
        st.one_of(MISTAKES, st.sampled_from(["ชาวบ้าน", "ที่กระบี่", "👩‍👩‍👧", "3 คน"])), max_size=8
    )
)
@settings(deadline=None)
def test_a_finding_mended_is_gone(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = read(text)
    for one in found:
        if not one.fixes:
            continue
        after = apply(text, one)
        end = one.start + len(one.fixes[0])
        again = [
            new
            for new in read(after)
            if new.rule == one.rule and new.start < end and one.start < new.end
        ]
        assert again == [], (text, one)


@pytest.mark.parametrize(
    "piece", ["ก", " ", "ๆ", "👩‍👩‍👧", "่", "เ", "ํ", '"', "“", "ปฎิ", "1", "\u200b"]
)
def test_a_heap_of_one_thing_is_read_or_refused_at_once(piece: str) -> None:
    check({"body": "ก"})
    start = time.monotonic()
    heap = (piece * LONGEST)[:LONGEST]
    check({"body": heap})
    spans(heap)
    telling_words("ก", heap)
    standfirst("ก", heap)
    with pytest.raises(TooLong, match="ยาวเกิน"):
        check({"body": piece * 1_000_000})
    assert time.monotonic() - start < 10, (
        "the goal is 3 s; the bound leaves room for a busy machine"
    )


def test_spans_are_keys_of_whole_words() -> None:
    found = spans("น้ำท่วมกระบี่ ๒๕๕๙")
    assert {fold("น้ำท่วม"), fold("กระบี่"), "2559"} <= set(found)
    assert fold("ท่วมกระ") not in found


def test_telling_words_are_names_and_subjects() -> None:
    text = "นายสมชาย ใจดี นายอำเภอเกาะลันตา จังหวัดกระบี่ กล่าวถึงปะการัง " * 3
    found = telling_words("ปลูกปะการังที่กระบี่", text)
    assert {"ปะการัง", "กระบี่", "สมชาย ใจดี"} <= set(found)
    assert "กล่าว" not in found


@given(thai_text, thai_text)
@settings(deadline=None)
def test_a_standfirst_is_short_whatever_the_story(headline: str, text: str) -> None:
    assert count_clusters(standfirst(headline, text * 20)) <= STANDFIRST_CLUSTERS


def test_a_standfirst_tells_what_the_headline_says_and_no_date() -> None:
    lead = "วันนี้ (15 ส.ค. 59) ชาวประมงปลูกปะการังหน้าหาดกระบี่กว่าสองร้อยต้น เพื่อฟื้นฟูแหล่งอาศัยของปลา"
    assert standfirst("ชาวประมงปลูกปะการัง", f"{lead}\nสภาพอากาศวันนี้แจ่มใส").startswith("ชาวประมงปลูก")


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("กา", "กาก", True),
        ("สมชาย", "สมชัย", True),
        ("กขค", "ขกค", True),
        ("กา", "กา", False),
        ("กา", "ขคง", False),
    ],
)
def test_one_edit(one: str, other: str, is_one: bool) -> None:
    assert one_edit(one, other) is one_edit(other, one) is is_one
