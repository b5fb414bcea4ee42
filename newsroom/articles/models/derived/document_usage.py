"""Which documents are in which article bodies: who may download them, and whether one may go."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models

from newsroom.body.figures import document_ids
from newsroom.documents.models import Document

if TYPE_CHECKING:
    from newsroom.articles.models import Article


class DocumentUsageQuerySet(models.QuerySet["DocumentUsage"]):
    """Usages, kept in step with the bodies."""

    def sync_for(self, articles: Collection[Article]) -> None:
        """Make the rows of these articles match their bodies; call it after saving them."""
        required = {(one.pk, pk) for one in articles for pk in document_ids(one.body)}
        rows = self.filter(article__in=[article.pk for article in articles])
        stored = {
            (article_id, document_id): pk
            for pk, article_id, document_id in rows.values_list("pk", "article_id", "document_id")
        }
        if removed := [pk for pair, pk in stored.items() if pair not in required]:
            self.filter(pk__in=removed).delete()
        new = sorted(required - set(stored))
        if not new:
            return
        # A body may name an id that does not exist; the page shows nothing there.
        existing = Document.objects.filter(pk__in={pk for _, pk in new})
        existing_ids = set(existing.values_list("pk", flat=True))
        self.bulk_create(
            self.model(article_id=article_id, document_id=pk)
            for article_id, pk in new
            if pk in existing_ids
        )


class DocumentUsage(models.Model):
    """A document in the body of an article."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="document_usages"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="usage_rows")

    objects = DocumentUsageQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสารในข่าว"
        verbose_name_plural = "เอกสารในข่าว"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "document"], name="documentusage_names_a_document_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)

    @property
    def usage_object(self) -> Article:
        """What shows the document, as the list of documents names it."""
        return self.article
