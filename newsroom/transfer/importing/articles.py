"""Writes the articles of a batch and what belongs to them, in the caller's transaction."""

from __future__ import annotations

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from newsroom.articles.editable_fields.registry import EDITABLE_FIELDS
from newsroom.articles.models import (
    Article,
    Byline,
    Correction,
    Credit,
    DocumentUsage,
    PhotoUsage,
    TaggedArticle,
)
from newsroom.articles.querysets import DERIVED_FIELDS
from newsroom.articles.signals import notify_articles_changed
from newsroom.transfer.addresses.redirects import save_redirects
from newsroom.transfer.identity import IdentityMap, Kind, deleted_ids
from newsroom.transfer.importing.decisions import MAX_ID, Decision
from newsroom.transfer.importing.taxonomies import Taxonomies
from newsroom.transfer.models import ImportedObject
from newsroom.transfer.report import ImportReport

MAX_ROLE_LENGTH, MAX_CREDIT_LENGTH = 60, 120
# The states in which an article needs no section yet.
WITHOUT_SECTION = (Article.Status.DRAFT, Article.Status.REVIEW)


class ArticleWriter:
    """Computes articles (`prepare`), then stores them (`write`)."""

    def __init__(
        self, identity: IdentityMap, taxonomies: Taxonomies, report: ImportReport, reserved_id: int
    ) -> None:
        self.identity, self.taxonomies, self.report = identity, taxonomies, report
        self.reserved_id = min(reserved_id, MAX_ID)

    def prepare(self, decision: Decision) -> None:
        """Give the article the record's values and compute the derived ones; needs no lock."""
        if decision.outcome == "created":
            decision.article = Article()
            decision.article.created_at = decision.record.created_at or timezone.now()
        elif decision.outcome == "updated" and decision.row is not None:
            decision.article = Article.objects.get(pk=decision.row.object_id)
        else:
            return
        record, article = decision.record, decision.article
        term = record.values["section"]
        section = self.taxonomies.section(term) if term else None
        if section is None and record.values["status"] not in WITHOUT_SECTION:
            section = self.taxonomies.default_section()
        values = {**record.values, "section": section and section.pk}
        for name, field in EDITABLE_FIELDS.items():
            if field.is_column and name in values:
                field.assign(article, values[name])
        article.revised_at, article.withdrawn_at = record.revised_at, record.withdrawn_at
        article.compute_derived_fields()

    def write(self, decisions: list[Decision]) -> None:
        """Store new and changed articles, their identity, relations and redirects."""
        new = [decision for decision in decisions if decision.outcome == "created"]
        self._create(new)
        changed = [decision for decision in decisions if self._update(decision)]
        self._write_rows(decisions)
        self._write_relations(new + changed)
        _write_corrections(new)

    def _create(self, decisions: list[Decision]) -> None:
        if not decisions:
            return
        self._resolve_ids(decisions)
        articles = [decision.article for decision in decisions if decision.article is not None]
        Article.objects.bulk_create(articles)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Article]):
                cursor.execute(statement)
        for decision, article in zip(decisions, articles, strict=True):
            decision.row = self.identity.row(
                Kind.ARTICLE,
                decision.record.key,
                article.pk,
                stem=decision.record.stem,
                fingerprint=decision.fingerprint,
                imported_at=article.updated_at,
                has_open_links=decision.has_open_links,
            )

    def _update(self, decision: Decision) -> bool:
        """Store a changed article, unless somebody edited it since it was decided."""
        article, row = decision.article, decision.row
        if decision.outcome != "updated" or article is None or row is None:
            return False
        unedited = Article.objects.select_for_update().filter(
            pk=article.pk, updated_at=row.imported_at
        )
        if not unedited.exists():
            decision.outcome = "kept"
            decision.fingerprint = row.fingerprint
            return False
        columns = [name for name, field in EDITABLE_FIELDS.items() if field.is_column]
        article.save(
            update_fields=[*columns, *DERIVED_FIELDS, "revised_at", "withdrawn_at", "updated_at"]
        )
        row.imported_at, row.has_open_links = article.updated_at, decision.has_open_links
        for relation in (article.bylines, article.credits, article.tagged_items):
            relation.all().delete()
        return True

    def _write_rows(self, decisions: list[Decision]) -> None:
        new: list[ImportedObject] = []
        known: list[ImportedObject] = []
        for decision in decisions:
            row = decision.row
            if row is None or decision.outcome == "deleted":
                continue
            if row.pk is None:
                new.append(row)
            elif row.fingerprint != decision.fingerprint:
                row.fingerprint = decision.fingerprint
                known.append(row)
        ImportedObject.objects.bulk_create(new)
        ImportedObject.objects.bulk_update(known, ["fingerprint", "imported_at", "has_open_links"])

    def _resolve_ids(self, decisions: list[Decision]) -> None:
        """Give each new article the id it asks for if nobody has or had it, else a new one."""
        wanted = {decision.record.requested_id for decision in decisions}
        ids = [pk for pk in wanted if pk and 0 < pk <= MAX_ID]
        taken = set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))
        taken |= deleted_ids(Kind.ARTICLE, ids)
        next_id = 0
        for decision in decisions:
            article, requested = decision.article, decision.record.requested_id
            if article is None:
                continue
            if requested and 0 < requested <= MAX_ID and requested not in taken:
                article.pk = requested
            else:
                next_id = (next_id or self._last_id(ids)) + 1
                article.pk = next_id
                if requested is not None:
                    self.report.note(
                        f"เลขข่าว {requested} ใช้ไม่ได้หรือมีข่าวอื่นใช้แล้ว จึงให้เลขใหม่ {next_id}",
                        story=decision.record.key, kind="new-id",
                    )  # fmt: skip
                    self.report.count("ข่าวที่ได้เลขใหม่")
            taken.add(article.pk)

    def _last_id(self, wanted: list[int]) -> int:
        """The largest id in use, once used, or wanted by a record."""
        stored = Article.objects.aggregate(last=Max("pk"))["last"] or 0
        buried = ImportedObject.objects.filter(kind=Kind.ARTICLE, deleted_at__isnull=False)
        deleted = buried.aggregate(last=Max("object_id"))["last"] or 0
        return max([stored, deleted, self.reserved_id, *wanted])

    def _write_relations(self, decisions: list[Decision]) -> None:
        """Bylines, credits, tags, photo usages and redirects of articles just written."""
        if not decisions:
            return
        bylines: list[Byline] = []
        credits: list[Credit] = []
        tagged: list[TaggedArticle] = []
        articles = []
        redirects: list[tuple[str, str]] = []
        keys: dict[str, str] = {}
        for decision in decisions:
            article, values = decision.article, decision.record.values
            if article is None:
                continue
            articles.append(article)
            people = [(self.taxonomies.author(term), role) for term, role in values["bylines"]]
            named = dict.fromkeys((author, role) for author, role in people if author)
            for position, (author, role) in enumerate(named):
                bylines.append(Byline(article=article, author=author, role=role, position=position))
            for position, (role, name) in enumerate(values["credits"]):
                credits.append(
                    Credit(
                        article=article,
                        role=role[:MAX_ROLE_LENGTH],
                        name=name[:MAX_CREDIT_LENGTH],
                        position=position,
                    )
                )
            tags = [self.taxonomies.tag(term) for term in values["tags"]]
            tagged += [
                TaggedArticle(content_object=article, tag=tag) for tag in dict.fromkeys(tags) if tag
            ]
            url = article.get_absolute_url()
            redirects += [(old_url, url) for old_url in decision.record.old_urls]
            keys[url] = decision.record.key
        Byline.objects.bulk_create(bylines)
        Credit.objects.bulk_create(credits)
        TaggedArticle.objects.bulk_create(tagged)
        PhotoUsage.objects.sync_for(articles)
        DocumentUsage.objects.sync_for(articles)
        notify_articles_changed(article.pk for article in articles)
        for old, new, page in save_redirects(redirects):
            self.report.count("ที่อยู่เดิมที่ตรงกับหน้าอื่นของเรา")
            self.report.note(
                f"ที่อยู่เดิม {old} เป็นหน้า {page} ของเราอยู่แล้ว จึงไม่พาไปข่าวนี้",
                story=keys[new], kind="address-taken",
            )  # fmt: skip


def _write_corrections(decisions: list[Decision]) -> None:
    """Those of new articles; an article that is known has its own."""
    for decision in decisions:
        if (article := decision.article) is None:
            continue
        for text, corrected_at in decision.record.corrections:
            Correction.objects.create(article=article, text=text, corrected_at=corrected_at)
