"""The report: everything that was not taken, per story, without a limit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError

from newsroom.transfer.report import MAX_ENTRIES_IN_MEMORY, ImportReport
from tests.transfer.wordpress.exports import comment, export, import_wordpress, item


def test_a_long_report_loses_nothing_and_goes_to_disk() -> None:
    report = ImportReport()
    count = MAX_ENTRIES_IN_MEMORY // 100
    for number in range(count):
        report.note(f"หมายเหตุที่ {number} {'ก' * 40}", story=f"post {number}", kind="x")
        report.close_stories()
    lines = list(report.lines())
    assert len(lines) == count + 2
    assert f"หมายเหตุที่ {count - 1} " in lines[-1]


def test_notes_of_a_story_stand_together_in_the_json_file(tmp_path: Path) -> None:
    report = ImportReport()
    report.count("ข่าวใหม่")
    report.note("ก", story="post 1", kind="a")
    report.note("ข", story="post 1", kind="b")
    report.outcome("post 1", "พาดหัว", "created", url="/x/")
    report.note("ทั้งไฟล์")
    report.write_json(tmp_path / "r.json", source="old.example")
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert data["source"] == "old.example"
    assert data["counts"] == {"ข่าวใหม่": 1}
    first, general = data["stories"]
    notes = [{"kind": "a", "text": "ก"}, {"kind": "b", "text": "ข"}]
    assert first == {
        "key": "post 1", "title": "พาดหัว", "outcome": "created", "url": "/x/", "notes": notes
    }  # fmt: skip
    assert (general["key"], general["notes"][0]["text"]) == ("", "ทั้งไฟล์")


@pytest.mark.django_db
def test_the_command_writes_every_storys_outcome(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        item(1, comments=comment(1, kind="pingback")),
        item(2, type="product", title="สินค้า"),
        item(3, more='<category domain="province" nicename="satun"><![CDATA[สตูล]]></category>'),
    )
    report = tmp_path / "report.json"
    import_wordpress(path, report=report)
    stories = {story["key"]: story for story in json.loads(report.read_text("utf-8"))["stories"]}
    assert stories["post 1"]["outcome"] == "created"
    assert stories["post 1"]["notes"][0]["kind"] == "ping"
    assert stories["post 2"]["outcome"] == "skipped"
    assert "สตูล" in stories["post 3"]["notes"][0]["text"]
    with pytest.raises(CommandError, match="ไม่พบโฟลเดอร์ของไฟล์รายงาน"):
        import_wordpress(path, report=tmp_path / "none" / "r.json")
