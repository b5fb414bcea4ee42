"""JSON Lines as other systems write them: lines of names, objects, states, ids and times of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsroom.articles.models import Article
from tests.transfer.jsonlines.test_reader import META, import_articles, jsonl_file, row

pytestmark = pytest.mark.django_db


def imported(folder: Path, **fields: Any) -> Article:
    """The article of one row."""
    import_articles(jsonl_file(folder, row(1, **fields), meta=META))
    return Article.objects.get()


def test_a_line_of_tags_or_of_names_is_as_good_as_a_list(tmp_path: Path) -> None:
    article = imported(
        tmp_path,
        tags="น้ำท่วม, แม่สาย",
        authors="สมชาย ใจดี, สมหญิง รักข่าว",
        credits="ภาพ : ไพฑูรย์ ล่องเพ็ง\nกองข่าว",
    )
    assert {tag.name for tag in article.tags.all()} == {"น้ำท่วม", "แม่สาย"}
    assert [line.author.name for line in article.cached_bylines] == ["สมชาย ใจดี", "สมหญิง รักข่าว"]
    assert [(one.role, one.name) for one in article.credits.all()] == [
        ("ภาพ", "ไพฑูรย์ ล่องเพ็ง"),
        ("", "กองข่าว"),
    ]


def test_entries_of_tags_are_split_as_in_the_form_and_none_is_no_name(tmp_path: Path) -> None:
    article = imported(tmp_path, tags=["น้ำ, ไฟ", None, {"name": "ไฟ", "slug": "fai"}, 2559])
    assert {tag.name for tag in article.tags.all()} == {"น้ำ", "ไฟ", "2559"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("published", "published"), ("publish", "published"), ("PUBLISHED", "published"),
        ("", "published"), (None, "published"), ("pending", "review"), ("draft", "draft"),
        ("archived", "draft"), ("trash", "draft"), ("private", "draft"), (5, "draft"),
    ],
)  # fmt: skip
def test_a_state_that_is_none_of_ours_is_not_shown_to_readers(
    tmp_path: Path, status: Any, expected: str
) -> None:
    report = import_articles(jsonl_file(tmp_path, row(1, status=status), meta=META))
    assert Article.objects.get().status == expected
    is_told = "ไม่รู้จักสถานะ" in report
    assert is_told == (expected == "draft" and status != "draft")


@pytest.mark.parametrize(
    "fields",
    [
        {"category": {"slug": "kila", "name": "กีฬา"}}, {"category": None, "section": {"name": "กีฬา"}},
        {"category": [], "section": ["กีฬา", "ข่าว"]}, {"category": "kila", "section": "กีฬา"},
    ],
)  # fmt: skip
def test_a_section_may_be_an_object_or_a_list(tmp_path: Path, fields: dict[str, Any]) -> None:
    article = imported(tmp_path, **fields)
    assert article.section is not None
    assert article.section.name == "กีฬา"


def test_no_as_a_word_closes_the_comments(tmp_path: Path) -> None:
    assert not imported(tmp_path, comments_open="false").comments_open


def test_ids_of_letters_name_a_story_and_are_no_reason_to_lose_it(tmp_path: Path) -> None:
    rows = [row("5ddc9063c35e7700383b27e0", slug=None), row("5ddc9063c35e7700383b27e1", slug=None)]
    path = jsonl_file(tmp_path, *rows, meta=META)
    import_articles(path)
    assert "ไม่เปลี่ยนแปลง: 2" in import_articles(path)


def test_a_bad_part_does_not_cost_the_story(tmp_path: Path) -> None:
    article = imported(
        tmp_path,
        credits=["", {"role": "ภาพ"}, 5],
        comments=["x", None],
        corrections=["x"],
        photos="x",
        revised_at="เมื่อวาน",
    )
    assert [one.name for one in article.credits.all()] == ["5"]


@pytest.mark.parametrize("author", ["สมชาย, สมหญิง", {"name": "สมชาย"}, ["สมชาย"]])
def test_the_author_may_be_several_or_an_object(tmp_path: Path, author: Any) -> None:
    assert imported(tmp_path, author=author).cached_bylines[0].author.name == "สมชาย"


def test_a_body_of_plain_text_keeps_its_lines(tmp_path: Path) -> None:
    article = imported(tmp_path, body_html="หนึ่ง <50\nสอง\n\nสาม &amp; สี่")
    assert article.body == "<p>หนึ่ง &lt;50<br>สอง</p><p>สาม &amp; สี่</p>"


def test_html_in_a_headline_or_summary_is_read_and_other_angle_brackets_stay(
    tmp_path: Path,
) -> None:
    article = imported(tmp_path, title="ตลาด R&amp;D <b>คึกคัก</b>", excerpt="ฝุ่น <50 และ a<b")
    assert (article.headline, article.standfirst) == ("ตลาด R&D คึกคัก", "ฝุ่น <50 และ a<b")


@pytest.mark.parametrize(
    "published_at",
    [
        1470452400, "1470452400000", "Sat, 06 Aug 2016 03:00:00 GMT",
        "Sat, 06 Aug 2559 10:00:00 +0700", "2559-08-06T10:00:00+07:00",
    ],
)  # fmt: skip
def test_times_as_other_systems_write_them(tmp_path: Path, published_at: Any) -> None:
    article = imported(tmp_path, published_at=published_at)
    assert article.published_at
    assert article.published_at.isoformat() == "2016-08-06T03:00:00+00:00"


def test_what_is_in_no_key_of_ours_is_told_once(tmp_path: Path) -> None:
    path = jsonl_file(tmp_path, row(1, content="ก", views=None), row(2, content="ข"), meta=META)
    report = import_articles(path)
    assert report.count("«content»") == 1
    assert "views" not in report
