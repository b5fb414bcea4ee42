"""What all workers of all nodes must agree on."""

from django.db import models


class PagesVersion(models.Model):
    """How often what readers see has changed: one row, written by `pages.changed`, watched by all."""

    changes_pages = False

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = "รุ่นของหน้าเว็บ"
        verbose_name_plural = "รุ่นของหน้าเว็บ"

    def __str__(self) -> str:
        return str(self.number)
