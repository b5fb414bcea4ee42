"""«อ่านเพิ่ม» in imported bodies: the ids of the source become ours."""

from __future__ import annotations

from collections.abc import Mapping

from newsroom.body.figures import REFERENCES, read_more_ids
from newsroom.body.pipeline import clean_body
from newsroom.transfer.identity import Kind
from newsroom.transfer.links.attributes import filter_attributes
from newsroom.transfer.models import ImportedObject


def our_ids(source: str) -> dict[int, int]:
    """The ids of a source of JSON Lines, with which its keys begin («12 2016-08-06T…»), and ours."""
    rows = ImportedObject.objects.filter(source=source, kind=Kind.ARTICLE, deleted_at=None)
    pairs = rows.order_by("pk").values_list("key", "object_id").iterator()
    keys = ((key.partition(" ")[0], pk) for key, pk in pairs)
    return {int(key): pk for key, pk in keys if key.isascii() and key.isdecimal()}


def with_our_articles(html: str, ids: Mapping[int, int]) -> tuple[str, list[int]]:
    """Body HTML with the articles that the source's ids became, and the ids that became none."""
    theirs = dict.fromkeys(read_more_ids(html))
    ours = {str(one): str(ids[one]) for one in theirs if one in ids}
    return _replaced(html, ours), [one for one in theirs if one not in ids]


def without_references(html: str) -> str:
    """Body HTML of a source whose ids are not known: without the lines that name some."""
    return clean_body(
        filter_attributes(html, lambda _tag, name, value: None if name in REFERENCES else value)
    )


def _replaced(html: str, ours: dict[str, str]) -> str:
    def replace(tag: str, name: str, value: str) -> str | None:
        return ours.get(value) if name == "data-article" else value

    return clean_body(filter_attributes(html, replace))
