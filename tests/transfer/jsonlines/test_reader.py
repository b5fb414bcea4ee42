"""JSON Lines. Bad lines tried: no JSON, a list, nulls, wrong types, bad dates, huge ids, bad bytes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from newsroom.articles.models import Article, Section, Tag
from newsroom.comments.models import Comment
from tests import builders

pytestmark = pytest.mark.django_db


def row(article_id: Any = 5, **fields: Any) -> dict[str, Any]:
    return {
        "id": article_id,
        "slug": f"ข่าว-{article_id}",
        "title": f"พาดหัวข่าวที่ {article_id}",
        "excerpt": "โปรย",
        "body_html": "<p>เนื้อข่าว</p>\n<h2>หัวข้อ</h2>",
        "category": "politics",
        "tags": ["น้ำท่วม", "น้ํา ท่วม", "ข่าว", "ขาว"],
        "author": "somchai",
        "published_at": "2016-08-06T10:00:00+07:00",
        "comments": [
            {
                "author": "ก",
                "email": "a@example.com",
                "body": "หนึ่ง",
                "published_at": "2016-08-06T11:00:00+07:00",
                "parent": None,
            },
            {
                "author": "ข",
                "email": "",
                "body": "สอง",
                "published_at": "2016-08-06T12:00:00+07:00",
                "parent": 0,
            },
        ],
        **fields,
    }


def jsonl_file(folder: Path, *rows: Any, meta: Any = None) -> Path:
    path = folder / "corpus.jsonl"
    lines = [
        line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
        for line in rows
    ]
    path.write_bytes(b"\n".join(lines) + b"\n")
    if meta is not None:
        (folder / "corpus.meta.json").write_text(
            json.dumps(meta, ensure_ascii=False), encoding="utf-8"
        )
    return path


def import_articles(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_articles", path, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


META = {
    "categories": [{"slug": "politics", "name": "การเมือง"}],
    "authors": [{"slug": "somchai", "name": "สมชาย รักข่าว"}],
}


def test_an_article_is_imported_with_its_relations(tmp_path: Path) -> None:
    import_articles(jsonl_file(tmp_path, row(42), meta=META))
    article = Article.objects.get(pk=42)
    assert article.is_published
    assert (article.section.name, article.cached_bylines[0].author.name) == (
        "การเมือง",
        "สมชาย รักข่าว",
    )
    assert article.published_at.isoformat() == "2016-08-06T03:00:00+00:00"
    assert {tag.name for tag in article.tags.all()} == {"น้ำท่วม", "น้ำ ท่วม", "ข่าว", "ขาว"}
    first, second = article.comments.order_by("created_at")
    assert second.parent == first
    assert article.visible_comment_count == 2
    assert article.plain_text == "เนื้อข่าว\nหัวข้อ"


def test_importing_twice_changes_nothing_and_new_ids_continue_after_it(tmp_path: Path) -> None:
    path = jsonl_file(tmp_path, row(42), row(43), meta=META)
    import_articles(path)
    before = list(Article.objects.order_by("pk").values())
    assert "ไม่เปลี่ยนแปลง: 2" in import_articles(path)
    assert list(Article.objects.order_by("pk").values()) == before
    assert Comment.objects.count() == 4
    assert builders.draft_article().pk > 43


def test_an_id_taken_by_another_article_is_replaced(tmp_path: Path) -> None:
    own = builders.published_article()
    report = import_articles(jsonl_file(tmp_path, row(own.pk), meta=META))
    assert Article.objects.get(pk=own.pk).headline == own.headline
    other = Article.objects.exclude(pk=own.pk).get()
    assert other.headline == f"พาดหัวข่าวที่ {own.pk}"
    assert "จึงให้เลขใหม่" in report


def test_a_changed_record_updates_its_article(tmp_path: Path) -> None:
    import_articles(jsonl_file(tmp_path, row(42), meta=META))
    import_articles(jsonl_file(tmp_path, row(42, title="พาดหัวใหม่", tags=["ใหม่"]), meta=META))
    article = Article.objects.get()
    assert (article.pk, article.headline) == (42, "พาดหัวใหม่")
    assert [tag.name for tag in article.tags.all()] == ["ใหม่"]
    assert article.comments.count() == 2


def test_missing_fields_are_allowed(tmp_path: Path) -> None:
    import_articles(
        jsonl_file(
            tmp_path,
            {"title": "มีแต่พาดหัว"},
            {"title": "มีวัน", "published_at": "2020-01-01"},
            {"body_html": "<p>มีแต่เนื้อ</p>"},
        )
    )
    states = {article.headline: article.status for article in Article.objects.all()}
    assert states == {"มีแต่พาดหัว": "draft", "มีวัน": "published", "มีแต่เนื้อ": "draft"}
    assert Section.objects.get().name == "ข่าวทั่วไป"


def test_bad_lines_are_reported_and_the_others_imported(tmp_path: Path) -> None:
    bad = [
        b"not json", b"[1, 2]", b"null", b'"text"', b"\xff\xfe", b"{", b"",
        row(1, published_at="เมื่อวาน"), row(2, comments="x"), row(3, id=[1]), row(4, tags=5), row(6, authors=[None, 5]),
        row(7, title=None, body_html=None),
    ]  # fmt: skip
    report = import_articles(jsonl_file(tmp_path, *bad, row(99), meta=META))
    assert Article.objects.filter(pk=99).exists()
    assert "บรรทัด 1: อ่านไม่ได้" in report
    assert "ข้าม: บรรทัดที่อ่านไม่ได้" in report


@pytest.mark.parametrize("invalid_id", [0, -5, 10**13, 2**63, 10**30, "abc", True, 1.5])
def test_invalid_ids_are_replaced_or_reported(tmp_path: Path, invalid_id: Any) -> None:
    import_articles(jsonl_file(tmp_path, row(invalid_id), meta=META))
    assert all(article.pk < 10**12 for article in Article.objects.all())
    assert builders.draft_article().pk < 10**12


def test_control_characters_and_script_are_removed(tmp_path: Path) -> None:
    import_articles(
        jsonl_file(
            tmp_path,
            row(
                1,
                title="ข่าว\u0000\u000bเช้า\u200b",
                body_html="<p>ก<script>x</script>\u0000</p><img src=x onerror=y>",
                tags=["<b>", "\u200b", "ก" * 300],
            ),
            meta=META,
        )
    )
    article = Article.objects.get()
    assert article.headline == "ข่าวเช้า"
    assert article.body == "<p>ก</p>"
    assert [tag.name for tag in article.tags.all()] == ["<b>"] or not Tag.objects.filter(
        name="\u200b"
    ).exists()


def test_a_broken_file_is_refused_in_thai(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ไม่พบไฟล์"):
        import_articles(tmp_path / "none.jsonl")
    path = jsonl_file(tmp_path, row(1))
    (tmp_path / "corpus.meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=r"meta\.json"):
        import_articles(path)


def test_query_count_does_not_grow_with_the_articles(
    tmp_path: Path, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Three batches, however slow the machine is.
    monkeypatch.setattr("newsroom.transfer.importing.importer.TARGET_SECONDS", 1000)
    path = jsonl_file(tmp_path, *(row(pk, title=f"ข่าว {pk}") for pk in range(1, 151)), meta=META)
    with django_assert_max_num_queries(150):
        import_articles(path)
