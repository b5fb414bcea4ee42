"""Exports with one thing broken: the rest comes, and the report says what was mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsroom.articles.models import Article
from tests.transfer.wordpress.exports import export, import_wordpress, item

pytestmark = pytest.mark.django_db


def broken(name: str, data: bytes) -> bytes:
    """The file with one fault of this name."""
    body = "เนื้อที่สอง".encode()
    faults = {
        "a bad byte": lambda: data.replace(body, body[:10] + b"\xe0\xb8" + body[10:]),
        "a byte of Windows-874": lambda: data.replace(body, body + b" \xa1\xd2"),
        "lines before the declaration": lambda: b"\n\n  " + data,
        "a mark and a line": lambda: b"\xef\xbb\xbf\n" + data,
        "the end of a section": lambda: data.replace(body, body + b" a ]]> b <p>c</p>"),
        "no end of a section": lambda: data.replace(body + b"]]>", body),
        "&nbsp;": lambda: data.replace(
            b"<wp:status>", b"<x>a&nbsp;b&copy;&nope; & c</x><wp:status>"
        ),
        "U+FFFF": lambda: data.replace(body, body + "\uffff\ufffe".encode()),
        "an undeclared prefix": lambda: data.replace(
            b"<wp:status>", b"<yoast:x>1</yoast:x><wp:status>"
        ),
        "an element never closed": lambda: data.replace(b"</wp:post_password>", b""),
        "a doctype": lambda: data.replace(b"<rss", b'<!DOCTYPE rss [<!ENTITY a "x">]><rss', 1),
        "nothing declared": lambda: data.partition(b"?>")[2],
    }
    return faults[name]() if name in faults else data


NAMES = [
    "a bad byte", "a byte of Windows-874", "lines before the declaration", "a mark and a line",
    "the end of a section", "no end of a section", "&nbsp;", "U+FFFF", "an undeclared prefix",
    "an element never closed", "a doctype", "nothing declared",
]  # fmt: skip
MENDED = {
    "a bad byte": "มีไบต์เสีย", "a byte of Windows-874": "มีไบต์เสีย",
    "the end of a section": "CDATA", "no end of a section": "CDATA", "U+FFFF": "XML ไม่อนุญาต",
    "an element never closed": "ไม่ปิด",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_one_fault_changes_one_story_at_most(tmp_path: Path, name: str) -> None:
    path = export(tmp_path, item(1), item(2, content="เนื้อที่สอง"), item(3))
    data = broken(name, path.read_bytes())
    assert data != path.read_bytes()
    path.write_bytes(data)
    report = import_wordpress(path)
    stories = {story.pk: story for story in Article.objects.all()}
    assert sorted(stories) == [1, 2, 3]
    assert stories[1].plain_text == stories[3].plain_text == "ย่อหน้าแรก\nย่อหน้าที่สอง\nบรรทัดใหม่"
    assert stories[2].headline == "ข่าวที่ 2"
    assert stories[2].plain_text.startswith("เน")
    if name in MENDED:
        assert "post 2 «ข่าวที่ 2»: " in report
        assert MENDED[name] in report


@pytest.mark.parametrize("encoding", ["cp874", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_encodings_are_told_for_the_whole_file(tmp_path: Path, encoding: str) -> None:
    path = export(tmp_path, item(1, title="ข่าวเก่า น้ำท่วมกระบี่"))
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    report = import_wordpress(path)
    assert Article.objects.get().headline == "ข่าวเก่า น้ำท่วมกระบี่"
    assert ("แปลงให้แล้วทั้งไฟล์" in report) == (encoding != "utf-8-sig")


def test_a_section_that_quotes_an_export_is_one_text(tmp_path: Path) -> None:
    quoted = "ตัวอย่าง <code>&lt;item></code> ]]> </item> <![CDATA[ ก"
    import_wordpress(export(tmp_path, item(1, content=quoted), item(2)))
    assert Article.objects.count() == 2
    assert "ตัวอย่าง <item>" in Article.objects.get(pk=1).plain_text
