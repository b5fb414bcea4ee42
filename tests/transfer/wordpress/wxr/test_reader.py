"""Reading WXR files. Bad files tried: empty, no XML, HTML, another RSS, cut off, control characters, entity bomb, an unknown WXR version."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError

from newsroom.articles.models import Article
from tests.transfer.wordpress.exports import HEAD, all_rows, export, import_wordpress, item

pytestmark = pytest.mark.django_db


def bad_files() -> dict[str, tuple[bytes, str]]:
    """`(file, what the error message says)` by the kind of fault."""
    good = (HEAD.format(version="1.2") + item(1) + "</channel></rss>").encode()
    return {
        "empty": (b"", "ว่างเปล่า"),
        "spaces": (b"  \n ", "ว่างเปล่า"),
        "no xml": ("ข่าว".encode(), "XML"),
        "html": (b"<html><body></body></html>", "ไม่ใช่ไฟล์ส่งออกของ WordPress"),
        "another rss": (b"<rss><channel><title>x</title></channel></rss>", "wxr_version"),
        "cut off": (good[:-300], "ขาดตอนท้าย"),
        "cut off in a character": (good[: good.rindex(b"\xe0") + 1], "ขาดตอนท้าย"),
        "unknown version": (good.replace(b"<wp:wxr_version>1.2<", b"<wp:wxr_version>9.9<"), "9.9"),
        "bomb": (
            b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(12))
            + b"]><rss><channel><title>&m;</title></channel></rss>",
            "wxr_version",
        ),
    }


@pytest.mark.parametrize("name", bad_files())
def test_a_broken_export_is_refused_in_thai_and_nothing_is_written(
    tmp_path: Path, name: str
) -> None:
    data, message = bad_files()[name]
    path = tmp_path / "bad.xml"
    path.write_bytes(data)
    before = all_rows()
    with pytest.raises(CommandError, match=message):
        import_wordpress(path)
    assert all_rows() == before


def test_a_declared_thai_encoding_is_read(tmp_path: Path) -> None:
    path = export(tmp_path, item(1, title="ข่าวเก่า"))
    text = path.read_text(encoding="utf-8").replace('encoding="UTF-8"', 'encoding="windows-874"')
    path.write_bytes(text.encode("cp874"))
    import_wordpress(path)
    assert Article.objects.get().headline == "ข่าวเก่า"


def test_control_characters_do_not_stop_an_export(tmp_path: Path) -> None:
    path = export(tmp_path, item(1, title="ข่าว\x0bเช้า", content="ก\x00ข\x1f ค &#11; ง"), item(2))
    path.write_bytes(path.read_bytes().replace(b"<dc:creator>", b"<dc:creator>&#11;&#x1F;", 1))
    import_wordpress(path)
    assert Article.objects.count() == 2
    assert Article.objects.order_by("pk").first().headline == "ข่าวเช้า"


def test_character_references_across_the_edge_of_a_chunk_are_read(tmp_path: Path) -> None:
    padding = "ก" * 30000
    for shift in range(12):
        path = tmp_path / f"{shift}.xml"
        path.write_text(
            HEAD.format(version="1.2")
            + item(1, content=padding)[: -len("</item>")]
            + "<x>"
            + "y" * shift
            + "&#11;&amp;&#11;" * 4000
            + "</x></item></channel></rss>",
            encoding="utf-8",
        )
        import_wordpress(path, dry_run=True)
