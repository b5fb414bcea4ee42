"""The tags of a `.meta.json`, with the names and addresses that they had before."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from newsroom.articles.models import Tag, TagAlias
from newsroom.articles.tags.parsing import validate_tag_name
from newsroom.fields.text import IdentityKeyField
from newsroom.thai.clean import clean_line
from newsroom.thai.slugs import is_valid_thai_slug
from newsroom.transfer.bodies.jsonl_photos import PhotoReader
from newsroom.transfer.identity import IdentityMap, Kind, short_key
from newsroom.transfer.metadata.reader import Rows, text
from newsroom.transfer.models import ImportedObject
from newsroom.transfer.report import ImportReport

BATCH = 300
MAX_SLUG_LENGTH, MAX_KEY_LENGTH = 120, 400


class TagImporter:
    """Creates the tags that are new here; those of before, or deleted here, are left alone."""

    def __init__(self, identity: IdentityMap, report: ImportReport, photos: PhotoReader) -> None:
        self.identity, self.report, self.photos = identity, report, photos

    def run(self, rows: Rows) -> None:
        """Create them in short transactions."""
        for start in range(0, len(rows), BATCH):
            with transaction.atomic():
                self._create(rows[start : start + BATCH])

    def _create(self, rows: Rows) -> None:
        known = self.identity.find(Kind.TAG, (text(row, "name") for row in rows))
        wanted = {
            IdentityKeyField.derive(name): row
            for row in rows
            if (name := _name(row)) and short_key(text(row, "name")) not in known
        }
        taken = {*Tag.objects.filter(key__in=wanted).values_list("key", flat=True)}
        taken |= {*TagAlias.objects.filter(key__in=wanted).values_list("key", flat=True)}
        new = {key: row for key, row in wanted.items() if key not in taken}
        slugs = _taken_slugs([text(row, "slug") for row in new.values()])
        created: list[tuple[Tag, dict[str, Any]]] = []
        for row in new.values():
            slug = text(row, "slug")
            is_free = slug not in slugs and len(slug) <= MAX_SLUG_LENGTH
            tag = Tag(
                name=_name(row),
                slug=slug if is_free and is_valid_thai_slug(slug) else "",
                description=text(row, "description"),
                photo=self.photos.photo_in(row),
            )
            slugs.add(slug)
            tag.save()
            created.append((tag, row))
        self._create_aliases(created)
        ImportedObject.objects.bulk_create(
            self.identity.row(Kind.TAG, text(row, "name"), tag.pk) for tag, row in created
        )
        self.report.count("แท็กใหม่", len(created))

    def _create_aliases(self, created: list[tuple[Tag, dict[str, Any]]]) -> None:
        former = [
            TagAlias(tag=tag, slug=text(alias, "slug"), key=text(alias, "key"))
            for tag, row in created
            for alias in row.get("former") or []
            if isinstance(alias, dict)
        ]
        slugs = _taken_slugs([alias.slug for alias in former])
        keys = {*Tag.objects.filter(key__in=[a.key for a in former]).values_list("key", flat=True)}
        usable = [
            alias
            for alias in former
            if alias.key and len(alias.key) <= MAX_KEY_LENGTH and alias.key not in keys
            and len(alias.slug) <= MAX_SLUG_LENGTH and is_valid_thai_slug(alias.slug)
            and alias.slug not in slugs
        ]  # fmt: skip
        TagAlias.objects.bulk_create(usable, ignore_conflicts=True)


def _name(row: dict[str, Any]) -> str:
    """The name, if it is one that a tag may have, else nothing."""
    name = clean_line(text(row, "name"))
    try:
        validate_tag_name(name)
        Tag(name=name).clean_fields(exclude=["slug", "key", "sort_key"])
    except ValidationError:
        return ""
    return name


def _taken_slugs(slugs: list[str]) -> set[str]:
    tags = Tag.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    return {*tags, *TagAlias.objects.filter(slug__in=slugs).values_list("slug", flat=True)}
