"""What staff are told of by mail, and when each of them wants to be."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Kind(models.TextChoices):
    """What happened."""

    REVIEW_WAITING = "review_waiting", "ข่าวรอตรวจ"
    SENT_BACK = "sent_back", "ข่าวของฉันถูกส่งกลับไปแก้"
    PUBLISHED = "published", "ข่าวของฉันเผยแพร่"
    IDEA_ASSIGNED = "idea_assigned", "เรื่องใน «แผนข่าว» ที่มอบหมายให้ฉัน"
    COMMENT_WAITING = "comment_waiting", "ความคิดเห็นรอตรวจ"
    BACKUP_FAILED = "backup_failed", "สำรองข้อมูลไม่สำเร็จ"


class Delivery(models.TextChoices):
    """When."""

    AT_ONCE = "at_once", "ทันที"
    DIGEST = "digest", "รวมส่งเวลา 8.00 และ 16.00 น."
    NEVER = "never", "ไม่ส่ง"


# For who has chosen nothing yet.
DEFAULTS = {
    Kind.REVIEW_WAITING: Delivery.AT_ONCE,
    Kind.SENT_BACK: Delivery.AT_ONCE,
    Kind.PUBLISHED: Delivery.DIGEST,
    Kind.IDEA_ASSIGNED: Delivery.AT_ONCE,
    Kind.COMMENT_WAITING: Delivery.DIGEST,
    Kind.BACKUP_FAILED: Delivery.AT_ONCE,
}
# Whom it concerns: who holds this permission. The first and the last two go to all of them.
PERMISSIONS = {
    Kind.REVIEW_WAITING: "articles.publish_article",
    Kind.SENT_BACK: "articles.add_article",
    Kind.PUBLISHED: "articles.add_article",
    Kind.IDEA_ASSIGNED: "planning.view_idea",
    Kind.COMMENT_WAITING: "comments.change_comment",
    Kind.BACKUP_FAILED: "accounts.change_user",
}


class NotificationPreference(models.Model):
    """When one user wants to be told of one kind of thing."""

    invalidates_page_cache = False

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_preferences"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    delivery = models.CharField(max_length=10, choices=Delivery.choices)

    class Meta:
        verbose_name = "การตั้งค่าแจ้งเตือน"
        verbose_name_plural = "การตั้งค่าแจ้งเตือน"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_preference_for_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_delivery_display()}"


class Notification(models.Model):
    """One thing that one user is to be told of at `due_at`; deleted once it is in the outbox."""

    invalidates_page_cache = False

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.CharField(max_length=500)
    # Of the page in the admin, without scheme and host.
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "การแจ้งเตือน"
        verbose_name_plural = "การแจ้งเตือน"
        default_permissions = ()

    def __str__(self) -> str:
        return self.text
