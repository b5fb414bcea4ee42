"""What the nightly backup did, for the dashboard and for the next night."""

from __future__ import annotations

from django.db import models


class NightlyBackup(models.Model):
    """One run of the nightly backup; `error` says in Thai why it failed and is empty otherwise.

    Each finished file has been read again and compared with its checksums. `was_proved`: it was
    also restored into an empty place, and every row and file counted.
    """

    invalidates_page_cache = False

    finished_at = models.DateTimeField(db_index=True)
    file_name = models.CharField(max_length=200, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    was_proved = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    # Why it could not be copied to the other place.
    copy_error = models.TextField(blank=True)

    class Meta:
        verbose_name = "การสำรองข้อมูล"
        verbose_name_plural = "การสำรองข้อมูล"

    def __str__(self) -> str:
        return self.file_name or self.error
