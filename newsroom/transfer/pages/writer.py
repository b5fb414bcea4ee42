"""Writes the pages of another site as pages beside the news."""

from __future__ import annotations

from django.db import transaction

from newsroom.body.pipeline import clean_body
from newsroom.pages.defaults import DEFAULT_PAGES
from newsroom.pages.models import Page
from newsroom.pages.models.page import MAX_DEPTH
from newsroom.pages.slugs import suggested_slug
from newsroom.thai.clean import clean_line, is_blank
from newsroom.transfer.addresses.redirects import save_redirects
from newsroom.transfer.identity import IdentityMap, Kind, short_key
from newsroom.transfer.links.updater import LinkUpdater
from newsroom.transfer.models import ImportedObject
from newsroom.transfer.records import PageRecord
from newsroom.transfer.report import ImportReport

MAX_TITLE_LENGTH = 150
# What another site calls the pages that every site has here, by slug or title.
KNOWN_PAGES = {
    "about": "about", "about-us": "about", "aboutus": "about", "เกี่ยวกับเรา": "about",
    "contact": "contact", "contact-us": "contact", "contactus": "contact", "ติดต่อเรา": "contact",
    "ติดต่อ": "contact", "privacy": "privacy", "privacy-policy": "privacy",
    "นโยบายความเป็นส่วนตัว": "privacy", "ประกาศความเป็นส่วนตัว": "privacy",
}  # fmt: skip
LABELS = {
    "created": "หน้าใหม่",
    "updated": "หน้าที่ปรับปรุง",
    "unchanged": "หน้าที่ไม่เปลี่ยนแปลง",
    "kept": "ข้าม: หน้าที่แก้ไขในระบบแล้ว",
    "deleted": "ข้าม: หน้าที่ลบไปแล้ว",
    "skipped": "ข้าม: หน้าที่เคยนำเข้าเป็นข่าว",
}
NOTES = {
    "kept": "หน้านี้แก้ไขในระบบหลังนำเข้า จึงไม่เขียนทับ",
    "deleted": "หน้านี้ลบไปแล้ว จึงไม่นำกลับมา",
    "skipped": "หน้านี้นำเข้าเป็นข่าวไว้ก่อนแล้ว จึงไม่นำเข้าซ้ำ",
}


class PageWriter:
    """Writes pages one by one; `finish` sets what needs all of them: parents and links."""

    def __init__(
        self, identity: IdentityMap, report: ImportReport, links: LinkUpdater, *, dry_run: bool
    ) -> None:
        self.identity, self.report, self.links, self.dry_run = identity, report, links, dry_run
        self._written: list[tuple[PageRecord, ImportedObject]] = []

    def write(self, record: PageRecord) -> bool:
        """Create or update the page of a record, unless the desk has made it its own."""
        title = clean_line(record.title)[:MAX_TITLE_LENGTH]
        record.title = "หน้าไม่มีชื่อ" if is_blank(title) else title
        row = self.identity.find(Kind.PAGE, [record.key]).get(short_key(record.key))
        page = Page.objects.filter(pk=row.object_id).first() if row else None
        outcome = self._outcome(record, row, page)
        if outcome in ("created", "updated") and not self.dry_run:
            page = self._store(record, row, page)
        self.report.count(LABELS[outcome])
        if text := NOTES.get(outcome):
            self.report.note(text, story=record.key, kind=outcome)
        url = page.get_absolute_url() if page else ""
        self.report.outcome(record.key, record.title, outcome, url=url)
        return True

    def _outcome(self, record: PageRecord, row: ImportedObject | None, page: Page | None) -> str:
        if row is None:
            as_article = self.identity.find(Kind.ARTICLE, [record.key])
            return "skipped" if as_article else "created"
        if page is None or row.deleted_at:
            return "deleted"
        if row.fingerprint == record.fingerprint():
            return "unchanged"
        return "updated" if page.updated_at == row.imported_at else "kept"

    @transaction.atomic
    def _store(self, record: PageRecord, row: ImportedObject | None, page: Page | None) -> Page:
        page = page or self._untouched_default(record) or self._new(record)
        page.title, page.body = record.title, record.body
        if page.slug not in DEFAULT_PAGES or record.is_public:
            page.status = Page.Status.PUBLISHED if record.is_public else Page.Status.DRAFT
        page.save()
        row = row or self.identity.row(Kind.PAGE, record.key, page.pk, stem=record.stem)
        row.fingerprint, row.imported_at = record.fingerprint(), page.updated_at
        row.save()
        for old, new, taken in save_redirects(
            (url, page.get_absolute_url()) for url in record.old_urls
        ):
            self.report.note(
                f"ที่อยู่เดิม {old} เป็นหน้า {taken} ของเราอยู่แล้ว จึงไม่พาไป {new}",
                story=record.key, kind="address-taken",
            )  # fmt: skip
        self._written.append((record, row))
        return page

    def _untouched_default(self, record: PageRecord) -> Page | None:
        """The page that every site has, if it is the same one and nobody has written it yet."""
        names = (record.stem.lower(), record.title)
        kind = next((KNOWN_PAGES[name] for name in names if name in KNOWN_PAGES), "")
        page = Page.objects.filter(slug=kind, revisions=None).first() if kind else None
        if page is None or not record.is_public or self.identity.is_claimed(Kind.PAGE, page.pk):
            return None
        return page if page.body == clean_body(DEFAULT_PAGES[kind][1]) else None

    def _new(self, record: PageRecord) -> Page:
        taken = set(Page.objects.values_list("slug", flat=True))
        return Page(slug=suggested_slug(record.stem or record.title, taken))

    def finish(self) -> None:
        """Put pages below their parents, and lead their links to where the former site's pages are."""
        parents = self.identity.find(Kind.PAGE, (one.parent_key for one, _ in self._written))
        for record, row in self._written:
            page = Page.objects.filter(pk=row.object_id, updated_at=row.imported_at).first()
            if page is None:
                continue
            above = parents.get(short_key(record.parent_key)) if record.parent_key else None
            parent = Page.objects.filter(pk=above.object_id).first() if above else None
            # Another site's tree may be deeper than ours, and broken exports have loops.
            if parent and page not in parent.line() and len(parent.line()) <= MAX_DEPTH:
                page.parent = parent
            page.body, open_links = self.links.rewrite_html(page.body)
            for link in dict.fromkeys(open_links):
                self.report.note(
                    f"ลิงก์ {link} ยังไม่มีปลายทางในเว็บนี้", story=record.key, kind="open-link"
                )
            page.save()
            row.imported_at = page.updated_at
            row.save(update_fields=["imported_at"])
