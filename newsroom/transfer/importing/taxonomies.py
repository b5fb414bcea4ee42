"""Sections, authors and tags of imported articles: found by their identity, else created."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from newsroom.articles.models import Author, Section, Tag
from newsroom.articles.tags.parsing import validate_tag_name
from newsroom.fields.text import IdentityKeyField
from newsroom.thai.clean import clean_line, is_blank
from newsroom.thai.slugs import first_free, latin_slug
from newsroom.transfer.addresses.paths import normalise_path
from newsroom.transfer.identity import IdentityMap, Kind, short_key
from newsroom.transfer.models import ImportedObject, Redirect
from newsroom.transfer.records import ImportRecord, TermRecord
from newsroom.transfer.report import ImportReport

MAX_NAME_LENGTH = 100
MAX_FINGERPRINT_LENGTH = 100
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
# Tags kept in memory; a site may have more tags than stories.
MAX_TAGS_IN_MEMORY = 5_000
DEFAULT_SECTION = TermRecord(key="", name="ข่าวทั่วไป", slug="general")
Term = Section | Author


class Taxonomies:
    """The sections, authors and tags of one source; in a dry run new ones are never saved."""

    def __init__(self, identity: IdentityMap, report: ImportReport, *, dry_run: bool) -> None:
        self.identity, self.report, self.dry_run = identity, report, dry_run
        self._terms: dict[tuple[str, str], Any] = {}
        self._tags: dict[str, Tag | None] = {}
        # What a new section or author has besides its name, by kind and key; then its slug is ours.
        self.details: dict[tuple[str, str], dict[str, Any]] = {}

    def ensure(self, records: Iterable[ImportRecord]) -> None:
        """Create what these records name and is missing, each in a transaction of its own."""
        tags: dict[str, TermRecord] = {}
        for record in records:
            if record.values["section"]:
                self.section(record.values["section"])
            for author, _ in record.values["bylines"]:
                self.author(author)
            tags |= {tag.key: tag for tag in record.values["tags"]}
        self._ensure_tags(tags)

    def section(self, term: TermRecord) -> Section:
        """The term's section; the default one if it was deleted here."""
        return self._term(Kind.SECTION, term) or self.default_section()

    def default_section(self) -> Section:
        """The section of stories that have none."""
        key = (Kind.SECTION, "\0default")
        if key not in self._terms:
            folded = IdentityKeyField.derive(DEFAULT_SECTION.name)
            self._terms[key] = (
                Section.objects.filter(slug=DEFAULT_SECTION.slug).first()
                or Section.objects.filter(key=folded).first()
                or self._create(Kind.SECTION, DEFAULT_SECTION, DEFAULT_SECTION.name)
            )
        return self._terms[key]

    def author(self, term: TermRecord) -> Author | None:
        """The term's author; None if that author was deleted here."""
        return self._term(Kind.AUTHOR, term)

    def tag(self, term: TermRecord) -> Tag | None:
        """The term's tag, if `ensure` was called; None if it was deleted here or is no tag."""
        return self._tags.get(term.key)

    def _term(self, kind: str, term: TermRecord) -> Any:
        cache_key = (kind, term.key)
        if cache_key not in self._terms:
            self._terms[cache_key] = self._find_or_create(kind, term)
        return self._terms[cache_key]

    def _find_or_create(self, kind: str, term: TermRecord) -> Any:
        model: Any = Section if kind == Kind.SECTION else Author
        label = "หมวด" if kind == Kind.SECTION else "ผู้เขียน"
        name = clean_line(term.name)[:MAX_NAME_LENGTH]
        name = next((text for text in (name, term.stem, term.slug) if not is_blank(text)), label)
        row = self.identity.find(kind, [term.key]).get(short_key(term.key))
        if row is not None:
            known = None if row.deleted_at else model.objects.filter(pk=row.object_id).first()
            if known is None:
                self.report.count(f"{label}ที่ลบไปแล้ว ไม่สร้างใหม่")
            elif known.name == row.fingerprint != name[:MAX_FINGERPRINT_LENGTH]:
                self._rename(kind, known, row, name)
            return known
        with transaction.atomic():
            found = self._adopt(kind, model, term, name)
            if found is None:
                found = self._create(kind, term, self._free_name(kind, term, name))
                self.report.count(f"{label}ใหม่")
            if not self.dry_run:
                self.identity.row(
                    kind, term.key, found.pk, stem=term.stem, fingerprint=found.name
                ).save()
        return found

    def _adopt(self, kind: str, model: Any, term: TermRecord, name: str) -> Any:
        """An object of ours with the same name that is no other key's yet."""
        same_name = (
            {"key": IdentityKeyField.derive(name)} if kind == Kind.SECTION else {"name": name}
        )
        candidates = list(model.objects.filter(**same_name))
        if term.slug and term.name in ("", term.slug):  # a source that gives no name
            candidates += model.objects.filter(slug=term.slug)
        candidates.sort(key=lambda found: found.slug != term.slug)
        return next(
            (found for found in candidates if not self.identity.is_claimed(kind, found.pk)), None
        )

    def _free_name(self, kind: str, term: TermRecord, name: str) -> str:
        """A section's name must be its own: «ข่าว (กีฬา)» beside «ข่าว»."""
        if kind != Kind.SECTION:
            return name
        wishes = [name, *([f"{name} ({clean_line(term.qualifier)})"] if term.qualifier else [])]
        wishes += [f"{name} ({number})" for number in range(2, 100)]
        for wish in wishes:
            short = wish if len(wish) <= MAX_NAME_LENGTH else name[:90] + wish[len(name) :][:10]
            if not Section.objects.filter(key=IdentityKeyField.derive(short)).exists():
                if short != name:
                    self.report.note(
                        f"หมวด «{name}» มีอยู่แล้ว จึงใช้ชื่อ «{short}»", kind="section-renamed"
                    )
                return short
        return name

    def _create(self, kind: str, term: TermRecord, name: str) -> Any:
        model: Any = Section if kind == Kind.SECTION else Author
        word = "section" if kind == Kind.SECTION else "author"
        details = self.details.get((kind, term.key))
        slug = term.slug if details is not None else ""
        if not (SLUG.fullmatch(slug) and self._is_free(model, slug)):
            slug = self._free_slug(model, term, word)
        created = model(slug=slug, name=name, **(details or {}))
        if not self.dry_run:
            created.save()
        return created

    def _free_slug(self, model: Any, term: TermRecord, word: str) -> str:
        """A slug that no other has, and whose address leads nowhere else yet."""
        limit = model._meta.get_field("slug").max_length - 4
        base = latin_slug(term.slug) or latin_slug(term.stem) or latin_slug(term.name) or word
        base = base[:limit].strip("-")
        taken = set(
            model.objects.filter(slug__startswith=base).values_list("slug", flat=True)
        ) | {
            found.slug for (kind, _), found in self._terms.items() if isinstance(found, model)
        }  # fmt: skip
        return first_free(base, lambda slug: slug in taken or self._is_redirected(model(slug=slug)))

    def _is_free(self, model: Any, slug: str) -> bool:
        fits = len(slug) <= model._meta.get_field("slug").max_length
        is_taken = model.objects.filter(slug=slug).exists() or self._is_redirected(model(slug=slug))
        return fits and not is_taken

    def _is_redirected(self, wish: Term) -> bool:
        path = normalise_path(wish.get_absolute_url())
        return Redirect.objects.filter(old_path=path).exists()

    def _rename(self, kind: str, known: Any, row: Any, name: str) -> None:
        """Follow a name that changed at the source and not here."""
        if kind == Kind.SECTION:
            others = Section.objects.filter(key=IdentityKeyField.derive(name))
            if others.exclude(pk=known.pk).exists():
                return
        known.name = row.fingerprint = name
        if not self.dry_run:
            with transaction.atomic():
                known.save()
                row.save(update_fields=["fingerprint"])

    def _ensure_tags(self, terms: dict[str, TermRecord]) -> None:
        if len(self._tags) + len(terms) > MAX_TAGS_IN_MEMORY:
            self._tags.clear()
        missing = {key: term for key, term in terms.items() if key not in self._tags}
        if not missing:
            return
        rows = self.identity.find(Kind.TAG, missing)
        known = Tag.objects.in_bulk([row.object_id for row in rows.values()])
        new: dict[str, TermRecord] = {}
        for key, term in missing.items():
            row = rows.get(short_key(key))
            if row is None:
                new[key] = term
            else:
                self._tags[key] = known.get(row.object_id) or self._merged_tag(term)
        self._create_tags(new)

    def _merged_tag(self, term: TermRecord) -> Tag | None:
        """The tag into which the term's tag was merged; None if it was deleted."""
        alias = IdentityKeyField.derive(clean_line(term.name))
        return Tag.objects.filter(aliases__key=alias).first()

    def _create_tags(self, terms: dict[str, TermRecord]) -> None:
        usable: dict[str, TermRecord] = {}
        for key, term in terms.items():
            name = clean_line(term.name)
            try:
                validate_tag_name(name)
                Tag(name=name).clean_fields(exclude=["slug", "key", "sort_key"])
            except ValidationError:
                self._tags[key] = None
                self.report.note(f"ข้ามแท็ก «{name[:60]}»: ไม่มีตัวอักษรหรือยาวเกินไป", kind="tag-skipped")
                continue
            usable[key] = term
        if self.dry_run or not usable:
            return
        with transaction.atomic():
            found: dict[str, Tag] = {}
            for tag in Tag.objects.get_or_create_by_names(term.name for term in usable.values()):
                found[IdentityKeyField.derive(tag.name)] = tag
            rows = []
            for key, term in usable.items():
                folded = IdentityKeyField.derive(term.name)
                kept = found.get(folded) or self._merged_tag(term)
                self._tags[key] = kept
                if kept is not None:
                    rows.append(self.identity.row(Kind.TAG, key, kept.pk, stem=term.stem))
            ImportedObject.objects.bulk_create(rows, ignore_conflicts=True)
