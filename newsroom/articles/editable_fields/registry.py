"""The one list of an article's editable fields.

The admin form, revisions (snapshot, comparison, restoring), `revised_at`, the import and the export
of articles all read this list. A new field is a column in `newsroom.articles.models.article` and
one entry here.
"""

from __future__ import annotations

from typing import Any

from newsroom.articles.editable_fields.field_types import (
    BooleanEditableField,
    DateTimeEditableField,
    EditableField,
    ForeignKeyEditableField,
    HtmlEditableField,
    KindEditableField,
    PlaceEditableField,
    Record,
    SectionEditableField,
    StatusEditableField,
    TextEditableField,
)
from newsroom.articles.editable_fields.relation_types import (
    BylinesEditableField,
    CreditsEditableField,
    TagsEditableField,
)
from newsroom.articles.models import Article
from newsroom.thai.dates import in_bangkok

TEXT, LEAD_PHOTO, TAXONOMY, PUBLISHING = "", "ภาพนำ", "หมวดและแท็ก", "เผยแพร่"
SHARING, LINES = "ในผลค้นหาและเมื่อแชร์", "บรรทัดของพาดหัว"

# By name, in the order of the form and of comparisons. A dict only for look-up by name; read it
# when a request comes, never at import, so that a test can add a field.
EDITABLE_FIELDS: dict[str, EditableField] = {
    field.name: field
    for field in [
        TextEditableField(name="headline", fieldset=TEXT, json_key="title", is_substantial=True),
        TextEditableField(
            name="standfirst", fieldset=TEXT, json_key="excerpt", is_substantial=True
        ),
        HtmlEditableField(name="body", fieldset=TEXT, json_key="body_html", is_substantial=True),
        # Not exchanged by id, which names another photo in another library.
        ForeignKeyEditableField(name="lead_photo", fieldset=LEAD_PHOTO, is_substantial=True),
        SectionEditableField(name="section", fieldset=TAXONOMY, json_key="category"),
        KindEditableField(name="kind", fieldset=TAXONOMY, json_key="kind", is_substantial=True),
        TagsEditableField(name="tags", fieldset=TAXONOMY, json_key="tags"),
        TextEditableField(
            name="dateline", fieldset=TAXONOMY, json_key="dateline", is_substantial=True
        ),
        PlaceEditableField(name="place", fieldset=TAXONOMY, json_key="place"),
        BylinesEditableField(name="bylines", json_key="authors", verbose_name="ผู้เขียน"),
        CreditsEditableField(name="credits", json_key="credits", verbose_name="เครดิต"),
        TextEditableField(name="meta_title", fieldset=SHARING, json_key="meta_title"),
        TextEditableField(name="meta_description", fieldset=SHARING, json_key="meta_description"),
        TextEditableField(name="card_text", fieldset=SHARING, json_key="card_text"),
        StatusEditableField(name="status", json_key="status", is_publishing=True),
        DateTimeEditableField(
            name="published_at", fieldset=PUBLISHING, json_key="published_at", is_publishing=True
        ),
        BooleanEditableField(name="comments_open", fieldset=PUBLISHING, json_key="comments_open"),
        TextEditableField(name="headline_lines", fieldset=LINES, json_key="headline_lines"),
    ]
}


def fieldsets() -> dict[str, list[str]]:
    """The names of the form's fields by the heading of their group."""
    groups: dict[str, list[str]] = {}
    for field in EDITABLE_FIELDS.values():
        if field.fieldset is not None:
            groups.setdefault(field.fieldset, []).append(field.name)
    return groups


def form_field_names() -> list[str]:
    """The names of the form's fields."""
    return [name for names in fieldsets().values() for name in names]


def substantial_field_names() -> frozenset[str]:
    """The fields whose change is something new for readers: it sets `revised_at`."""
    return frozenset(field.name for field in EDITABLE_FIELDS.values() if field.is_substantial)


def publishing_field_names() -> list[str]:
    """The fields that only those who may publish decide about."""
    return [field.name for field in EDITABLE_FIELDS.values() if field.is_publishing]


def snapshot(article: Article) -> dict[str, Any]:
    """All an editor can write about an article, in plain JSON with the names of that day."""
    return {
        name: field.to_snapshot(field.value(article)) for name, field in EDITABLE_FIELDS.items()
    }


def article_to_record(article: Article) -> dict[str, Any]:
    """An article as an entry of a JSON Lines file, without its comments."""
    record: dict[str, Any] = {"id": article.pk}
    for field in EDITABLE_FIELDS.values():
        record |= field.to_record(article)
    if article.revised_at:
        record["revised_at"] = in_bangkok(article.revised_at).isoformat()
    return record


def values_from_record(record: Record) -> dict[str, Any]:
    """The importable values of an entry, by field; raises ValueError or TypeError for nonsense."""
    return {
        field.name: field.from_record(record)
        for field in EDITABLE_FIELDS.values()
        if field.json_key
    }
