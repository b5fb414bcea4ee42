"""`export_articles` and `import_articles`: what goes out comes in again."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.transfer.models import ImportedObject, Redirect
from tests import builders

pytestmark = pytest.mark.django_db


def export(folder: Path, name: str) -> list[dict[str, Any]]:
    """Export into `folder`; the records."""
    output = io.StringIO()
    media = folder / f"{name}-media"
    call_command("export_articles", folder / f"{name}.jsonl", media=media, stdout=output)
    assert "ส่งออกแล้ว" in output.getvalue()
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def without_photo_numbers(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Photos are numbered by the library they are in."""
    numbers: dict[str, str] = {}
    for record in records:
        for photo in record.get("photos", []):
            numbers.setdefault(str(photo["id"]), f"n{len(numbers)}")
            photo["id"] = numbers[str(photo["id"])]
            photo["file"] = ""
        record["body_html"] = re.sub(
            r'data-file="(\d+)"', lambda m: f'data-file="{numbers[m[1]]}"', record["body_html"]
        )
    return records


def fill() -> None:
    lead, inside = builders.photo(shade=10), builders.photo(shade=20, alt="เรือประมง", caption="")
    body = f'{builders.BODY}<figure><img data-file="{inside.pk}" alt="เรือประมง"></figure>'
    now = timezone.now()
    full = builders.published_article(
        body=body, lead_photo=lead, dateline="กระบี่", tags=["น้ำท่วม", "อบจ.กระบี่", "๒๕๕๙"],
        credits=[("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง"), ("เรียบเรียง", "ดิวาลี")],
        authors=[builders.author(), builders.author("ดิวาลี", "divali")],
        revised_at=now - timedelta(minutes=30), comments_open=False,
    )  # fmt: skip
    first = builders.visible_comment(full, body="บรรทัดหนึ่ง\nบรรทัดสอง", email="a@example.org")
    reply = builders.visible_comment(full, parent=first, name="สมชาย")
    builders.pending_comment(full, parent=reply, name="มานี")
    builders.correction(full, corrected_at=now - timedelta(minutes=20))
    builders.correction(full, text="ครั้งที่สอง", corrected_at=now - timedelta(minutes=10))
    builders.draft_article(section=None, tags=[], authors=[])
    builders.review_article()
    builders.scheduled_article()
    builders.withdrawn_article()


def delete_everything() -> None:
    """As in a new database: no former address keeps a slug from being used again."""
    for model in (Comment, Article, Photo, Author, Section, Tag, ImportedObject, Redirect):
        model._default_manager.all().delete()


def test_a_round_trip_loses_nothing(tmp_path: Path) -> None:
    fill()
    before = export(tmp_path, "first")
    assert len(before) == 5
    delete_everything()
    call_command(
        "import_articles", tmp_path / "first.jsonl", media=tmp_path / "first-media",
        stdout=io.StringIO(), stderr=io.StringIO(),
    )  # fmt: skip
    after = export(tmp_path, "second")
    assert without_photo_numbers(after) == without_photo_numbers(before)
    assert {path.suffix for path in (tmp_path / "second-media").iterdir()} == {".jpg"}
    assert len(list((tmp_path / "second-media").iterdir())) == 2
    names = [(tmp_path / f"{name}.meta.json").read_text() for name in ("first", "second")]
    assert {row["slug"] for row in json.loads(names[0])["authors"]} == {"phaithun", "divali"}


def test_each_state_has_what_belongs_to_it(tmp_path: Path) -> None:
    fill()
    by_status = {record["status"]: record for record in export(tmp_path, "all")}
    assert set(by_status) == {"draft", "review", "published", "withdrawn"}
    assert by_status["withdrawn"]["withdrawn_at"].endswith("+07:00")
    full = next(record for record in export(tmp_path, "all") if record["comments"])
    assert [comment["parent"] for comment in full["comments"]] == [None, 0, 1]
    assert [comment["status"] for comment in full["comments"]] == ["visible", "visible", "pending"]
    assert [photo.get("lead") for photo in full["photos"]] == [True, None]
    assert [correction["text"] for correction in full["corrections"]][1] == "ครั้งที่สอง"


def test_memory_and_queries_do_not_grow_with_the_comments(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    article = builders.published_article()
    for _ in range(30):
        builders.visible_comment(article)
    with django_assert_max_num_queries(15):
        export(tmp_path, "one")


def test_the_file_is_private_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers' e-mail addresses are in it."""
    builders.published_article()
    export(tmp_path, "one")
    file = tmp_path / "one.jsonl"
    assert file.stat().st_mode & 0o077 == 0
    before = file.read_bytes()

    def fail(*args: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", fail)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export_articles", file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_photo_without_its_file_is_named(tmp_path: Path) -> None:
    photo = builders.photo()
    builders.published_article(lead_photo=photo)
    photo.original.storage.delete(photo.original.name)
    errors = io.StringIO()
    call_command(
        "export_articles", tmp_path / "a.jsonl", media=tmp_path / "m", stderr=errors,
        stdout=io.StringIO(),
    )  # fmt: skip
    assert str(photo.original.name) in errors.getvalue()
