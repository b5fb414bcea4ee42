"""The list of contents of a long story."""

from __future__ import annotations

from newsroom.body.rendering.blocks import render_body
from newsroom.body.rendering.contents import Heading, contents
from newsroom.images.models import Photo


def render(html: str) -> str:
    return render_body(html, Photo.objects.in_bulk)


def test_three_headings_get_ids_and_entries() -> None:
    html = render("<h2>น้ำ</h2><p>ก</p><h3>รอง</h3><h2>ดิน &amp; <em>ฟ้า</em></h2><h2>ไฟ</h2>")
    assert contents(html) == [
        Heading("part-1", "น้ำ"), Heading("part-2", "ดิน & ฟ้า"), Heading("part-3", "ไฟ"),
    ]  # fmt: skip
    assert '<h2 id="part-3">ไฟ</h2>' in html
    assert "<h3>" in html


def test_fewer_headings_need_none() -> None:
    html = render("<h2>น้ำ</h2><h2>ดิน</h2><p>ก</p>")
    assert contents(html) == []
    assert "id=" not in html


def test_ids_that_a_writer_gave_stay_and_are_not_given_twice() -> None:
    html = render(
        '<p><a href="#part-2">ดู</a></p><h2>น้ำ</h2><h2>ดิน</h2>'
        '<h2 id="flood">ไฟ</h2><p id="part-2">ที่นี่</p>'
    )
    assert [heading.id for heading in contents(html)] == ["part-1", "part-2-", "flood"]
