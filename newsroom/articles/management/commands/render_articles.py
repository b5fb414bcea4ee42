"""`manage.py render_articles`: after an upgrade that changes how stored articles look."""

from __future__ import annotations

from django.core.management import BaseCommand
from django.db import transaction

from newsroom.articles.models import Article
from newsroom.articles.models.correction import update_corrections_json
from newsroom.articles.querysets import DERIVED_FIELDS
from newsroom.articles.signals import notify_articles_changed

BATCH_SIZE = 100


class Command(BaseCommand):
    """Computes the derived fields of every article again, while the site runs; may be interrupted."""

    help = "สร้างหน้าข่าวทุกข่าวใหม่จากเนื้อข่าวที่เก็บไว้ (เว็บไซต์ใช้งานได้ระหว่างนั้น)"

    def handle(self, *args: object, **options: object) -> None:
        ids = list(Article.objects.order_by("-pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH_SIZE):
            self._render(ids[start : start + BATCH_SIZE])
        self.stdout.write(f"สร้างใหม่แล้ว {len(ids):,} ข่าว")

    @transaction.atomic
    def _render(self, ids: list[int]) -> None:
        articles = list(Article.objects.filter(pk__in=ids).select_for_update())
        for article in articles:
            article.compute_derived_fields()
        Article.objects.bulk_update(articles, DERIVED_FIELDS)
        for article in articles:
            if article.corrections_json:
                update_corrections_json(article.pk)
        notify_articles_changed(ids, content_changed=False)
