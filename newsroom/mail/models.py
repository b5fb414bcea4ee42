"""The outbox: every message that the site sends."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone


class State(models.TextChoices):
    """Of a message in the outbox."""

    WAITING = "waiting", "รอส่ง"
    SENT = "sent", "ส่งแล้ว"
    FAILED = "failed", "ส่งไม่สำเร็จ"


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Queries of the outbox."""

    def due(self, now: datetime) -> OutgoingMailQuerySet:
        """What is to be sent now."""
        return self.filter(state=State.WAITING, next_attempt_at__lte=now)

    def can_be_retried(self, now: datetime) -> OutgoingMailQuerySet:
        """What failed and would still be of use."""
        still_useful = Q(expires_at=None) | Q(expires_at__gt=now)
        return self.filter(still_useful, state=State.FAILED)


class OutgoingMail(models.Model):
    """One message to one recipient.

    `text` and `html` are emptied once it has been sent: they may hold links that sign somebody in.
    A sender claims a message by moving `next_attempt_at` ahead, so that a message whose sender died
    becomes due again.
    """

    invalidates_page_cache = False

    created_at = models.DateTimeField("เข้าคิวเมื่อ", default=timezone.now)
    recipient = models.EmailField("ถึง", max_length=254)
    subject = models.CharField("เรื่อง", max_length=250)
    # The template it was made of, such as `accounts/mail/password_link`.
    template = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(
        "สถานะ", max_length=8, choices=State.choices, default=State.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField("ลองส่งแล้ว (ครั้ง)", default=0)
    next_attempt_at = models.DateTimeField("ส่งครั้งต่อไป", default=timezone.now)
    # After this time it is of no use, such as a link that has ended.
    expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("ส่งเมื่อ", null=True)
    # Why the last attempt failed.
    error = models.TextField("สาเหตุ", blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "อีเมลขาออก"
        verbose_name_plural = "อีเมลขาออก"
        ordering = ["-id"]
        default_permissions = ["view", "change"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state=State.WAITING),
                name="outgoingmail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.recipient})"
