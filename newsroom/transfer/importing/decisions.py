"""What is to be done with each record: create, update, or leave what the newsroom has made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.workflow.publish_checks import MAX_AHEAD
from newsroom.body.pipeline import clean_body
from newsroom.body.plain_text import html_to_text
from newsroom.thai.clean import clean_line, is_blank
from newsroom.thai.damage.mojibake import find_mojibake
from newsroom.thai.dates import thai_date
from newsroom.thai.folding import fold
from newsroom.thai.truncation import truncate
from newsroom.transfer.identity import IdentityMap, Kind, short_key
from newsroom.transfer.importing.taxonomies import Taxonomies
from newsroom.transfer.models import ImportedObject
from newsroom.transfer.records import ImportRecord
from newsroom.transfer.report import ImportReport

# Far more articles than a newsroom writes, far less than the database can count.
MAX_ID = 10**12
MAX_HEADLINE_LENGTH = 255
TRUNCATED_HEADLINE_GRAPHEMES = 230
# A missing headline is replaced by the first words of the body.
FALLBACK_HEADLINE_GRAPHEMES = 80
# Count in the report, by outcome.
LABELS = {
    "created": "ข่าวใหม่",
    "updated": "ข่าวที่ปรับปรุง",
    "unchanged": "ไม่เปลี่ยนแปลง",
    "kept": "ข้าม: แก้ไขในระบบแล้ว",
    "withdrawn": "ข้าม: ถอนออกแล้ว",
    "deleted": "ข้าม: ลบไปแล้ว",
    "duplicate": "ข้าม: ซ้ำในไฟล์",
    "failed": "ข้าม: นำเข้าไม่ได้",
}
NOTES = {
    "kept": "ข่าวนี้แก้ไขในระบบหลังนำเข้า จึงไม่เขียนทับ",
    "withdrawn": "ข่าวนี้ถอนออกแล้ว จึงไม่เขียนทับ",
    "deleted": "ข่าวนี้ลบไปแล้ว จึงไม่นำกลับมา",
    "duplicate": "มีข่าวอื่นที่ใช้รหัสเดียวกันในไฟล์นี้ จึงไม่ได้นำเข้า",
}


@dataclass
class Decision:
    """What becomes of a record. `article` is unsaved while it is to be created."""

    record: ImportRecord
    outcome: str
    fingerprint: str
    row: ImportedObject | None = None
    article: Article | None = None
    has_new_comments: bool = False
    has_open_links: bool = False


class Decider:
    """Compares records with what is stored; reads only."""

    def __init__(self, identity: IdentityMap, taxonomies: Taxonomies, report: ImportReport) -> None:
        self.identity, self.taxonomies, self.report = identity, taxonomies, report

    def normalise(self, record: ImportRecord) -> bool:
        """Give the record a headline that fits and a valid status; False if it has no text."""
        values, key = record.values, record.key
        values["headline"] = clean_line(values["headline"])
        if is_blank(values["headline"]):
            text = clean_line(html_to_text(clean_body(values["body"])))
            if is_blank(text):
                self.report.count("ข้าม: ไม่มีทั้งพาดหัวและเนื้อหา")
                self.report.note("ข้าม: ไม่มีทั้งพาดหัวและเนื้อหา", story=key, kind="empty")
                self.report.outcome(key, "", "skipped")
                return False
            values["headline"] = truncate(text, FALLBACK_HEADLINE_GRAPHEMES)
            self.report.note("ไม่มีพาดหัว ใช้ถ้อยคำแรกของเนื้อหาแทน", story=key, kind="no-headline")
        if find_mojibake(values["headline"]):
            self.report.note("พาดหัวเข้ารหัสผิด (เช่น à¸) ควรตรวจกับต้นฉบับ", story=key, kind="mojibake")
        if len(values["headline"]) > MAX_HEADLINE_LENGTH:
            whole = values["headline"]
            headline = truncate(whole, TRUNCATED_HEADLINE_GRAPHEMES)
            values["headline"] = headline[:MAX_HEADLINE_LENGTH]
            self.report.note(
                f"พาดหัวยาวเกิน 255 ตัวอักษร จึงตัดให้สั้นลง เดิมคือ «{whole}»",
                story=key, kind="headline-truncated",
            )  # fmt: skip
        published_at = values["published_at"]
        if values["status"] == Article.Status.PUBLISHED and published_at is None:
            values["status"] = Article.Status.DRAFT
            self.report.note("ไม่มีวันเวลาเผยแพร่ จึงเก็บเป็นฉบับร่าง", story=key, kind="no-date")
        elif published_at and published_at > timezone.now() + MAX_AHEAD:
            self.report.note(
                f"วันเผยแพร่ {thai_date(published_at)} อยู่เกินหนึ่งปีข้างหน้า กรุณาตรวจ",
                story=key, kind="far-future",
            )  # fmt: skip
        return True

    def decide(self, records: list[ImportRecord]) -> list[Decision]:
        """A decision for each record; of records with the same key the first counts."""
        rows = self.identity.find(Kind.ARTICLE, (record.key for record in records))
        articles = Article.objects.only("pk", "updated_at", "status").in_bulk(
            [row.object_id for row in rows.values()]
        )
        own = self._own_articles(record for record in records if short_key(record.key) not in rows)
        decisions: list[Decision] = []
        seen: dict[str, str] = {}
        for record in records:
            fingerprint = record.fingerprint()
            key = short_key(record.key)
            if key in seen:
                if seen[key] != fingerprint:
                    self.report.note(NOTES["duplicate"], story=record.key, kind="duplicate")
                self.report.count(LABELS["duplicate"])
                continue
            seen[key] = fingerprint
            row = rows.get(key)
            if row is None:
                decisions.append(self._adopted(record, fingerprint, own))
            else:
                decisions.append(_known(record, fingerprint, row, articles.get(row.object_id)))
        return decisions

    def _own_articles(self, records: Iterable[ImportRecord]) -> dict[int, Article]:
        """Articles that have an id which a record without an old address asks for."""
        wanted = [
            record.requested_id
            for record in records
            if record.requested_id and record.requested_id < MAX_ID and not record.old_urls
        ]
        fields = ("headline", "published_at", "updated_at", "status")
        return Article.objects.only(*fields).in_bulk(wanted)

    def _adopted(
        self, record: ImportRecord, fingerprint: str, articles: dict[int, Article]
    ) -> Decision:
        """A story that we exported ourselves is still ours; any other is new."""
        own = articles.get(record.requested_id or 0)
        if own and own.published_at != record.values["published_at"]:
            own = None
        if own is None or fold(own.headline) != fold(record.values["headline"]):
            return Decision(record, "created", fingerprint, has_new_comments=bool(record.comments))
        row = self.identity.row(
            Kind.ARTICLE, record.key, own.pk, fingerprint=fingerprint, imported_at=own.updated_at
        )
        return Decision(record, "unchanged", fingerprint, row, own, bool(record.comments))

    def report_outcomes(self, decisions: list[Decision]) -> None:
        """Count the decisions, and say why a story was left alone."""
        for decision in decisions:
            record, article = decision.record, decision.article
            self.report.count(LABELS[decision.outcome])
            if text := NOTES.get(decision.outcome):
                self.report.note(text, story=record.key, kind=decision.outcome)
            url = article.get_absolute_url() if article is not None and article.pk else ""
            title = record.values["headline"]
            self.report.outcome(record.key, title, decision.outcome, url=url)


def _known(
    record: ImportRecord, fingerprint: str, row: ImportedObject, article: Article | None
) -> Decision:
    old_content, _, old_comments = row.fingerprint.partition("-")
    content, _, comments = fingerprint.partition("-")
    if article is None or row.deleted_at:
        return Decision(record, "deleted", fingerprint, row)
    decision = Decision(record, "updated", fingerprint, row, article, comments != old_comments)
    if content == old_content:
        decision.outcome = "unchanged"
    elif article.status == Article.Status.WITHDRAWN:
        decision.outcome = "withdrawn"
    elif article.updated_at != row.imported_at:
        decision.outcome = "kept"
    if decision.outcome in ("withdrawn", "kept"):
        decision.fingerprint = f"{old_content}-{comments}"
    return decision
