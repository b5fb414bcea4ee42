"""A field that is added to the registry works everywhere without being named anywhere else.

The field under test is a column that exists in the test's transaction only. A consumer of
`EDITABLE_FIELDS` that keeps a list of its own fails here.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.editable_fields.field_types import EditableField, TextEditableField
from newsroom.articles.editable_fields.registry import (
    EDITABLE_FIELDS,
    TEXT,
    article_to_record,
    form_field_names,
    snapshot,
)
from newsroom.articles.models import Article
from newsroom.articles.workflow import revisions
from newsroom.fields.text import LineField
from tests import builders
from tests.articles.article_form import change_url, form_data

pytestmark = pytest.mark.django_db
KICKER = "คำโปรย"


@pytest.fixture
def kicker(db: None) -> Iterator[EditableField]:
    """A text field `kicker` of articles: a column and one entry of the registry."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE articles_article ADD COLUMN kicker varchar(40) NOT NULL DEFAULT ''"
        )
    column = LineField(KICKER, max_length=40, blank=True, default="")
    column.contribute_to_class(Article, "kicker")
    EDITABLE_FIELDS["kicker"] = TextEditableField(
        name="kicker", fieldset=TEXT, json_key="kicker", is_substantial=True
    )
    try:
        yield EDITABLE_FIELDS["kicker"]
    finally:
        del EDITABLE_FIELDS["kicker"]
        Article._meta.local_fields.remove(column)
        Article._meta._expire_cache()  # type: ignore[attr-defined]
        del Article.kicker  # type: ignore[attr-defined]


@pytest.fixture
def editor(client: Client) -> Any:
    user = builders.role_user(roles.EDITOR, "editor")
    client.force_login(user)
    return user


def save(client: Client, article: Article, **changes: Any) -> Any:
    return client.post(change_url(article), form_data(client, article) | changes)


def import_records(folder: Path, *records: dict[str, Any]) -> str:
    """Import records; returns what the command says."""
    file = folder / "articles.jsonl"
    file.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    out = io.StringIO()
    call_command("import_articles", file, stdout=out, stderr=out)
    return out.getvalue()


def test_a_new_field_is_in_the_form_and_saved(
    client: Client, editor: Any, kicker: EditableField
) -> None:
    article = builders.draft_article()
    page = client.get(change_url(article)).content.decode()
    assert 'name="kicker"' in page
    assert KICKER in page
    assert save(client, article, kicker="ข่าวด่วน").status_code == 302
    assert Article.objects.get().kicker == "ข่าวด่วน"  # type: ignore[attr-defined]


def test_a_new_field_is_versioned_compared_and_restored(
    client: Client, editor: Any, kicker: EditableField
) -> None:
    article = builders.published_article(kicker="คำแรก")
    save(client, article, kicker="คำที่สอง")
    first, second = article.revisions.order_by("number")
    assert (first.snapshot["kicker"], second.snapshot["kicker"]) == ("คำแรก", "คำที่สอง")
    assert second.changed_fields == [KICKER]
    diffs = revisions.compare(first.snapshot, second.snapshot)
    assert [(diff.name, diff.label) for diff in diffs] == [("kicker", KICKER)]
    client.post(f"/admin/articles/article/{article.pk}/revisions/1/restore/")
    assert Article.objects.get().kicker == "คำแรก"  # type: ignore[attr-defined]


def test_a_change_of_a_new_substantial_field_revises_a_public_article(
    client: Client, editor: Any, kicker: EditableField
) -> None:
    article = builders.published_article()
    save(client, article, comments_open="")
    assert Article.objects.get().revised_at is None
    save(client, article, kicker="ข่าวด่วน")
    assert Article.objects.get().revised_at is not None


def test_two_values_of_a_new_field_stand_side_by_side_in_a_conflict(
    client: Client, editor: Any, kicker: EditableField
) -> None:
    article = builders.draft_article(kicker="คำแรก")
    typed = form_data(client, article) | {"kicker": "คำของฉัน"}
    save(client, article, kicker="คำของเขา")
    page = client.post(change_url(article), typed)
    conflict = page.context["conflict"]
    assert [diff.name for diff in conflict.diffs] == ["kicker"]
    assert "คำของฉัน" in page.content.decode()


def test_a_new_field_is_exported_and_imported(tmp_path: Path, kicker: EditableField) -> None:
    article = builders.published_article(kicker="ข่าวด่วน")
    record = article_to_record(article)
    assert record["kicker"] == "ข่าวด่วน"
    article.delete()
    import_records(tmp_path, record)
    assert Article.objects.get().kicker == "ข่าวด่วน"  # type: ignore[attr-defined]


def test_an_imported_text_is_cut_to_its_column(tmp_path: Path, kicker: EditableField) -> None:
    import_records(tmp_path, {"title": "พาดหัว", "kicker": " กข" * 100, "dateline": "ข" * 100})
    article = Article.objects.get()
    assert article.kicker == ("กข " * 100)[:40].rstrip()  # type: ignore[attr-defined]
    assert article.dateline == "ข" * 60


def test_a_revision_older_than_a_field_leaves_it_alone(
    client: Client, editor: Any, kicker: EditableField
) -> None:
    article = builders.draft_article(headline="พาดหัวแรก")
    save(client, article, headline="พาดหัวสอง")
    for revision in article.revisions.all():
        del revision.snapshot["kicker"]
        revision.save()
    save(client, article)
    assert article.revisions.count() == 2, "an empty new field is no change"
    save(client, article, kicker="ข่าวด่วน")
    assert article.revisions.first().changed_fields == [KICKER]  # type: ignore[union-attr]
    client.post(f"/admin/articles/article/{article.pk}/revisions/1/restore/")
    article.refresh_from_db()
    assert article.headline == "พาดหัวแรก"
    assert article.kicker == "ข่าวด่วน"  # type: ignore[attr-defined]


def test_an_article_survives_export_and_import(tmp_path: Path) -> None:
    article = builders.published_article(
        tags=["น้ำท่วม", "อบจ.กระบี่"],
        credits=[("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง"), ("", "วิชัย ลมบก")],
        authors=[builders.author("สุนิสา ชูช่วย", "sunisa"), builders.author()],
        dateline="กระบี่",
        place=8105,
        kind=Article.Kind.ANALYSIS,
        comments_open=False,
        standfirst="โปรย\nสองบรรทัด",
    )
    article.bylines.filter(author__slug="sunisa").update(role="photographer")
    article.revised_at = article.published_at
    article.save()
    record = json.loads(json.dumps(article_to_record(article)))
    assert set(record) == {
        "id", "title", "excerpt", "body_html", "category", "section", "tags", "dateline",
        "authors", "credits", "status", "published_at", "comments_open", "revised_at",
        "meta_title", "meta_description", "card_text", "kind", "place", "headline_lines",
    }  # fmt: skip
    whole = snapshot(article)
    article.delete()
    import_records(tmp_path, record)
    copy = Article.objects.get()
    assert article_to_record(copy) == record
    assert snapshot(copy) == whole


@pytest.mark.parametrize("kind", [None, "", "tabloid", 7, ["news"]])
def test_a_record_of_no_known_kind_is_news(tmp_path: Path, kind: object) -> None:
    record = article_to_record(builders.published_article()) | {"kind": kind}
    Article.objects.all().delete()
    import_records(tmp_path, record)
    assert Article.objects.get().kind == Article.Kind.NEWS


@pytest.mark.parametrize("place", [9999, "81", True, ["81"], 81.0, 10**40])
def test_an_unknown_place_is_reported_and_the_article_imported(
    tmp_path: Path, place: object
) -> None:
    record = article_to_record(builders.published_article()) | {"place": place}
    Article.objects.all().delete()
    report = import_records(tmp_path, record)
    assert Article.objects.get().place is None
    assert "ไม่มีพื้นที่รหัส" in report


@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "withdrawn"])
def test_every_state_survives_export_and_import(tmp_path: Path, state: str) -> None:
    article = getattr(builders, f"{state}_article")()
    record = article_to_record(article)
    article.delete()
    import_records(tmp_path, record)
    assert article_to_record(Article.objects.get()) == record


def test_the_form_shows_every_field_that_has_a_fieldset(client: Client, editor: Any) -> None:
    form = client.get("/admin/articles/article/add/").context["adminform"].form
    assert set(form_field_names()) <= set(form.fields)
    assert {name for name, field in EDITABLE_FIELDS.items() if field.fieldset is None} == {
        "bylines", "credits", "status",
    }  # fmt: skip
