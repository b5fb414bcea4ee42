"""What is to be announced to other services, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ChangedArticle(models.Model):
    """An article whose change is to be announced at `due_at`; None once that was done.

    The row stays after the announcement: it tells that others know of an article that is a draft again
    or deleted. `article_id` is no foreign key, because the row outlives the article.
    """

    invalidates_page_cache = False

    article_id = models.PositiveBigIntegerField(unique=True)
    due_at = models.DateTimeField(null=True)
    was_announced = models.BooleanField(default=False)

    class Meta:
        verbose_name = "ข่าวที่ต้องแจ้งการเปลี่ยนแปลง"
        verbose_name_plural = "ข่าวที่ต้องแจ้งการเปลี่ยนแปลง"
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="changedarticle_due"
            ),
        ]

    def __str__(self) -> str:
        return str(self.article_id)


class Announcement(models.Model):
    """One message to a service: the URLs that changed. The helper process sends it.

    A sender claims it until `claimed_until`, so that one whose sender died becomes due again.
    """

    class Service(models.TextChoices):
        """To whom."""

        WEBSUB = "websub", "WebSub"
        INDEXNOW = "indexnow", "IndexNow"

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "รอส่ง"
        SENT = "sent", "ส่งแล้ว"
        FAILED = "failed", "ส่งไม่สำเร็จ"

    invalidates_page_cache = False

    service = models.CharField(max_length=8, choices=Service.choices)
    urls = models.JSONField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Why the last attempt failed.
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "การแจ้งการเปลี่ยนแปลง"
        verbose_name_plural = "การแจ้งการเปลี่ยนแปลง"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(service__in=["websub", "indexnow"]),
                name="announcement_service_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state="waiting"),
                name="announcement_due",
            ),
            models.Index(fields=["service", "-id"], name="announcement_last_of_service"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.pk}"
