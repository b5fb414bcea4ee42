"""State that all workers of all nodes share."""

from django.db import models


class CacheGeneration(models.Model):
    """The invalidation counter of the page cache: one row, with primary key 1.

    Incremented by `page_cache.invalidation.invalidate_pages`, read by every worker's polling thread.
    """

    invalidates_page_cache = False

    value = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = "รุ่นของหน้าเว็บ"
        verbose_name_plural = "รุ่นของหน้าเว็บ"

    def __str__(self) -> str:
        return str(self.value)
