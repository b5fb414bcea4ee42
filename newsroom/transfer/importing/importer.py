"""Imports records of articles and pages, whatever they were read from, in batches.

A reader (`wordpress`, `blogger`, `jsonlines`) turns its format into `ImportRecord`s. Of each batch
`decide` says what is to be done and computes everything, without a lock; then `write` stores it in
one short transaction together with its identity, so that a stopped import is simply run again. A
dry run never writes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import InterfaceError, OperationalError, transaction

from newsroom.transfer.identity import IdentityMap
from newsroom.transfer.importing.articles import ArticleWriter
from newsroom.transfer.importing.comments import CommentWriter
from newsroom.transfer.importing.decisions import Decider, Decision
from newsroom.transfer.importing.taxonomies import Taxonomies
from newsroom.transfer.links.related import RelatedWriter
from newsroom.transfer.links.updater import LinkUpdater
from newsroom.transfer.models import MAX_SOURCE_LENGTH
from newsroom.transfer.pages.writer import PageWriter
from newsroom.transfer.records import ImportRecord, PageRecord
from newsroom.transfer.report import ImportReport
from newsroom.transfer.signals import articles_pinned

log = logging.getLogger(__name__)
FIRST_BATCH, MIN_BATCH, MAX_BATCH = 80, 40, 200
# How long a transaction takes; others wait for one of ours at most half a second.
TARGET_SECONDS = 0.25


class Importer:
    """Writes records as articles; one instance per import."""

    def __init__(
        self,
        source: str,
        report: ImportReport,
        *,
        dry_run: bool = False,
        hosts: Iterable[str] = (),
        reserved_id: int = 0,
    ) -> None:
        """`source` names the system the records come from, `hosts` are its former addresses.

        New ids are given after `reserved_id`, the largest that a record may still ask for.
        """
        self.report, self.dry_run = report, dry_run
        self.identity = IdentityMap(source[:MAX_SOURCE_LENGTH])
        self.taxonomies = Taxonomies(self.identity, report, dry_run=dry_run)
        self.links = LinkUpdater(self.identity, report, hosts)
        self._decider = Decider(self.identity, self.taxonomies, report)
        self._articles = ArticleWriter(self.identity, self.taxonomies, report, reserved_id)
        self._comments = CommentWriter(self.identity, report, self.links)
        self._related = RelatedWriter(self.identity.source)
        self._pages = PageWriter(self.identity, report, self.links, dry_run=dry_run)
        self._batch_size = FIRST_BATCH
        self._pinned: dict[int, str] = {}  # id → key in the source

    def run(self, records: Iterable[ImportRecord | PageRecord]) -> Iterator[int]:
        """Import all records; yields after each batch how many were processed so far."""
        iterator, done = iter(records), 0
        while batch := list(islice(iterator, self._batch_size)):
            self._import(batch)
            done += len(batch)
            yield done
        if not self.dry_run:
            self._pages.finish()
            self.links.update_open()
            self._related.finish()
            self._pin()
        self.report.close_stories()

    def _pin(self) -> None:
        """Pin what was sticky; what finds no room on our front page is told."""
        if not self._pinned:
            return
        answers: list[Any] = articles_pinned.send(sender=type(self), ids=list(self._pinned))
        placed: set[int] = {pk for _, ids in answers for pk in ids or ()}
        self.report.count("ข่าวที่ปักหมุดหน้าแรก", len(placed))
        for pk, key in self._pinned.items():
            if pk not in placed:
                self.report.note("ข่าวปักหมุดเกินที่หน้าแรกมี จึงไม่ปักหมุด", story=key, kind="not-pinned")

    def _import(self, batch: list[ImportRecord | PageRecord]) -> None:
        pages = [record for record in batch if isinstance(record, PageRecord)]
        stories = [record for record in batch if isinstance(record, ImportRecord)]
        for page in pages:
            self._try(self._pages.write, page)
        usable = [record for record in stories if self._try(self._decider.normalise, record)]
        self.taxonomies.ensure(usable)
        decisions = self._decider.decide(usable)
        if self.dry_run:
            self._decider.report_outcomes(decisions)
        else:
            for decision in decisions:
                if not self._try(self._prepare, decision.record, decision):
                    decision.outcome = "failed"
            self._write_safely([one for one in decisions if one.outcome != "failed"])
            self._decider.report_outcomes(decisions)
        self.report.close_stories()

    def _prepare(self, decision: Decision) -> bool:
        self.links.rewrite(decision)
        self._articles.prepare(decision)
        return True

    def _try(
        self,
        step: Callable[[Any], bool],
        record: ImportRecord | PageRecord,
        argument: Any = None,
    ) -> bool:
        """Do a step of one story; a story that fails is told and never stops the others."""
        try:
            return step(record if argument is None else argument)
        except (OperationalError, InterfaceError):  # the database's fault, not the story's
            raise
        except Exception as error:
            log.exception("ข่าว %s: นำเข้าไม่ได้", record.key)
            text = f"นำเข้าข่าวนี้ไม่ได้ ({type(error).__name__}: {str(error)[:200]})"
            self.report.note(text, story=record.key, kind="failed")
            return False

    def _write_safely(self, decisions: list[Decision]) -> None:
        """Write a batch; if that fails, each story by itself, so that only the bad one is left out."""
        try:
            self._write(decisions)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("ชุดข่าว %s เรื่อง: บันทึกรวมกันไม่ได้ จึงบันทึกทีละเรื่อง", len(decisions))
            for decision in decisions:
                if not self._try(self._write_one, decision.record, decision):
                    decision.outcome = "failed"

    def _write_one(self, decision: Decision) -> bool:
        self._write([decision])
        return True

    def _write(self, decisions: list[Decision]) -> None:
        start = time.perf_counter()
        with transaction.atomic():
            self._articles.write(decisions)
            self._comments.write(decisions)
            # Without the hooks that run after the commit, when the lock is free again.
            seconds = time.perf_counter() - start
        self._pinned |= {
            decision.article.pk: decision.record.key
            for decision in decisions
            if decision.outcome == "created" and decision.record.is_pinned and decision.article
        }
        self._related.note(decisions)
        if decisions:
            fitting = round(len(decisions) * TARGET_SECONDS / max(seconds, 0.001))
            # Half-way, so that one slow moment of the machine does not decide.
            self._batch_size = min(MAX_BATCH, max(MIN_BATCH, (self._batch_size + fitting) // 2))
