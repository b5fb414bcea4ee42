import pytest

from newsroom.transfer.autop import autop
from newsroom.transfer.credits import take_credits
from newsroom.transfer.redirects import normalise


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง", ("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง")),
        ("ข่าว/ภาพ: สมชาย", ("ข่าว/ภาพ", "สมชาย")),
        ("เรียบเรียงโดย : ณัฐ", ("เรียบเรียงโดย", "ณัฐ")),
        ("(ที่มา: กรมอุตุนิยมวิทยา)", ("ที่มา", "กรมอุตุนิยมวิทยา")),
    ],
)
def test_credit_lines_at_the_end_become_data(line: str, credit: tuple[str, str]) -> None:
    assert take_credits(f"<p>เนื้อข่าว</p><p><strong>{line}</strong></p>") == (
        "<p>เนื้อข่าว</p>",
        [credit],
    )
    assert take_credits(f"<p>เนื้อข่าว<br>{line}</p>") == ("<p>เนื้อข่าว</p>", [credit])


@pytest.mark.parametrize(
    "last", ["นายกกล่าวว่า : ต้องเร่งแก้ไข", "ภาพรวมเศรษฐกิจ: ดีขึ้น", "เวลา 09.00 น.", "ข่าวนี้ยังไม่จบ"]
)
def test_sentences_with_a_colon_stay_in_the_story(last: str) -> None:
    body = f"<p>ข่าว : ตัวอย่างย่อหน้าแรกไม่ใช่เครดิต</p><p>{last}</p>"
    assert take_credits(body) == (body, [])


def test_several_credits_keep_their_order() -> None:
    body, credits = take_credits("<p>ก</p><p>ข่าว : หนึ่ง</p><p>ภาพ : สอง</p>")
    assert (body, credits) == ("<p>ก</p>", [("ข่าว", "หนึ่ง"), ("ภาพ", "สอง")])


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("หนึ่ง\n\nสอง", "<p>หนึ่ง</p>\n<p>สอง</p>"),
        ("หนึ่ง\nสอง", "<p>หนึ่ง<br>สอง</p>"),
        ("ก\r\n\r\n<h2>ข</h2>\r\nค", "<p>ก</p><h2>ข</h2><p>ค</p>"),
    ],
)
def test_paragraphs_are_found_as_wordpress_does(stored: str, shown: str) -> None:
    from newsroom.articles.body import clean_body

    assert clean_body(autop(stored)).replace("\n", "") == clean_body(shown).replace("\n", "")


def test_lists_keep_their_items() -> None:
    from newsroom.articles.body import body_text, clean_body

    html = clean_body(autop("ก่อน\n<ul>\n<li>หนึ่ง</li>\n<li>สอง</li>\n</ul>\nหลัง"))
    assert html.replace("\n", "") == "<p>ก่อน</p><ul><li>หนึ่ง</li><li>สอง</li></ul><p>หลัง</p>"
    assert body_text(html) == "ก่อน\nหนึ่ง\nสอง\nหลัง"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://old.example/2016/08/06/post/", "/2016/08/06/post"),
        ("/%E0%B8%82/", "/ข"),
        ("/%e0%b8%82", "/ข"),
        ("/%e0%b8%82%e0%b8", "/ข"),
        ("https://old.example/?p=12&x=1", "/?p=12"),
        ("/", "/"),
        ("/a?utm=1", "/a"),
    ],
)
def test_old_addresses_have_one_form(address: str, kept: str) -> None:
    """T-U4"""
    assert normalise(address) == kept
