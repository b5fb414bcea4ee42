"""Related articles that an editor chose: written once all articles of the source are stored."""

from __future__ import annotations

from django.db import transaction

from newsroom.search.models import RelatedArticle
from newsroom.transfer.importing.decisions import Decision
from newsroom.transfer.links.read_more import our_ids


class RelatedWriter:
    """Of articles that nobody edited here since they were imported."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._chosen: dict[int, list[tuple[int, int]]] = {}  # by our id: (id there, position)

    def note(self, decisions: list[Decision]) -> None:
        """Remember what these articles are related to."""
        for decision in decisions:
            article, related = decision.article, decision.record.related
            if article is None or related is None or not _is_as_imported(decision):
                continue
            self._chosen[article.pk] = related

    def finish(self) -> None:
        """Write what has changed; an article that was not imported is left out."""
        ids = our_ids(self.source) if self._chosen else {}
        for pk, related in self._chosen.items():
            wanted = {ids[key]: position for key, position in related if ids.get(key, pk) != pk}
            rows = RelatedArticle.objects.filter(article=pk, is_manual=True)
            if dict(rows.values_list("related", "position")) == wanted:
                continue
            with transaction.atomic():
                rows.delete()
                for other, position in wanted.items():
                    rows.create(article_id=pk, related_id=other, is_manual=True, position=position)
        self._chosen.clear()


def _is_as_imported(decision: Decision) -> bool:
    if decision.outcome == "unchanged" and decision.article and decision.row:
        return decision.article.updated_at == decision.row.imported_at
    return decision.outcome in ("created", "updated")
