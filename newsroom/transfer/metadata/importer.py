"""Imports what stands in a `.meta.json`; what the desk has already stays as it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from newsroom.articles.editable_fields.field_types import SlugAndName
from newsroom.articles.public_urls import article_url
from newsroom.fields.palettes import PALETTES
from newsroom.transfer.addresses.own_pages import page_at
from newsroom.transfer.addresses.paths import normalise_path
from newsroom.transfer.bodies.jsonl_photos import PhotoReader
from newsroom.transfer.identity import Kind
from newsroom.transfer.importing.taxonomies import Taxonomies
from newsroom.transfer.links.read_more import our_ids
from newsroom.transfer.metadata.reader import Metadata, Rows, number, term, text
from newsroom.transfer.metadata.tags import TagImporter
from newsroom.transfer.models import (
    MAX_PATH_LENGTH,
    MAX_TARGET_LENGTH,
    Redirect,
    is_redirect_target,
)
from newsroom.transfer.report import ImportReport

BATCH = 300
MAX_POSITION, MAX_HITS = 32_767, 2**62
MAX_JOB_TITLE_LENGTH = 100


class MetadataImporter:
    """Imports one file: `before` the articles what they name, `after` them what leads to them."""

    def __init__(
        self, metadata: Metadata, taxonomies: Taxonomies, photos: PhotoReader, report: ImportReport
    ) -> None:
        self.metadata, self.taxonomies, self.photos = metadata, taxonomies, photos
        self.report = report

    def before(self) -> None:
        """Sections, authors and tags, also those of no article, and the libraries' other files."""
        rows = self.metadata.rows
        for row in rows["photos"]:
            self.photos.photo(row)
        self.photos.documents(rows["documents"], dry_run=self.taxonomies.dry_run)
        self._terms(Kind.SECTION, rows["categories"], self.metadata.section_names)
        self._terms(Kind.AUTHOR, rows["authors"], self.metadata.author_names)
        if not self.taxonomies.dry_run:
            TagImporter(self.taxonomies.identity, self.report, self.photos).run(rows["tags"])

    def after(self) -> None:
        """Redirects, whose targets may be articles that have another number here."""
        if self.taxonomies.dry_run or not self.metadata.rows["redirects"]:
            return
        ids = our_ids(self.taxonomies.identity.source)
        moved = {article_url(pk=old): article_url(pk=new) for old, new in ids.items() if old != new}
        redirects = self.metadata.rows["redirects"]
        for start in range(0, len(redirects), BATCH):
            found = [self._redirect(row, moved) for row in redirects[start : start + BATCH]]
            Redirect.objects.bulk_create([row for row in found if row], ignore_conflicts=True)

    def _terms(self, kind: str, rows: Rows, names: dict[str, str]) -> None:
        for row in rows:
            named = term(SlugAndName(text(row, "slug"), text(row, "name")), names)
            if named is None:
                continue
            if kind == Kind.SECTION:
                self.taxonomies.details[kind, named.key] = self._section_fields(row)
                self.taxonomies.section(named)
            else:
                self.taxonomies.details[kind, named.key] = self._author_fields(row)
                self.taxonomies.author(named)

    def _section_fields(self, row: dict[str, Any]) -> dict[str, Any]:
        photo = self.photos.photo_in(row)
        palette = text(row, "palette")
        return {
            "description": text(row, "description"),
            "position": number(row, "position", 100, MAX_POSITION),
            "palette": palette if palette in PALETTES else "",
            "photo": photo if photo and photo.pk else None,
        }

    def _author_fields(self, row: dict[str, Any]) -> dict[str, Any]:
        photo = self.photos.photo_in(row)
        return {
            "job_title": text(row, "job_title")[:MAX_JOB_TITLE_LENGTH],
            "bio": text(row, "bio"),
            "is_current": row.get("is_current") is not False,
            "photo": photo if photo and photo.pk else None,
        }

    def _redirect(self, row: dict[str, Any], moved: dict[str, str]) -> Redirect | None:
        old, new = normalise_path(text(row, "old_path")), text(row, "new_path")
        new = moved.get(new, new)
        is_gone = row.get("is_gone") is True
        is_usable = (is_gone and not new) or (
            len(new) <= MAX_TARGET_LENGTH and is_redirect_target(new)
        )
        if old == "/" or len(old) > MAX_PATH_LENGTH or not is_usable or old == normalise_path(new):
            self.report.note(f"ลิงก์เก่า {old[:200]} ใช้ไม่ได้ จึงข้าม", kind="redirect-unusable")
            return None
        if not old.startswith("/?") and (page := page_at(old)):
            self.report.note(
                f"ที่อยู่เดิม {old} เป็นหน้า {page} ของเราอยู่แล้ว จึงไม่พาไปที่อื่น", kind="address-taken"
            )
            return None
        self.report.count("ลิงก์เก่า")
        return Redirect(
            old_path=old,
            new_path=new,
            is_gone=is_gone,
            hits=number(row, "hits", 0, MAX_HITS),
            last_hit_on=_day(text(row, "last_hit_on")),
        )


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
