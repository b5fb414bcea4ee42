"""Readers' comments, and the restricted record of where each came from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.fields.text import LineField, ProseField


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments; `visible` is the only public reading."""

    def visible(self) -> CommentQuerySet:
        """What readers see."""
        return self.filter(status=Comment.Status.VISIBLE)

    def waiting(self) -> CommentQuerySet:
        """What a moderator has still to decide."""
        return self.filter(status=Comment.Status.PENDING)


class Comment(models.Model):
    """What a reader says under a story."""

    class Status(models.TextChoices):
        """One field says it all; only VISIBLE is public."""

        PENDING = "pending", "รอตรวจ"
        VISIBLE = "visible", "แสดง"
        HIDDEN = "hidden", "ซ่อน"
        SPAM = "spam", "สแปม"

    article = models.ForeignKey(
        Article, verbose_name="ข่าว", on_delete=models.CASCADE, related_name="comments"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="ตอบ",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
    )
    name = LineField("ชื่อ", max_length=60)
    email = models.EmailField("อีเมล", blank=True, help_text="ไม่แสดงต่อผู้อ่าน")
    body = ProseField("ความคิดเห็น", max_length=3000)
    status = models.CharField("สถานะ", max_length=8, choices=Status.choices, default=Status.PENDING)
    created_at = models.DateTimeField("เมื่อ", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ตรวจ",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True, editable=False)

    # Most wait for a moderator first; `recount` tells when readers see another.
    changes_pages = False

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "ความคิดเห็น"
        verbose_name_plural = "ความคิดเห็น"
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(body=""),
                name="comment_body_is_not_blank",
                violation_error_message="กรุณาเขียนความคิดเห็น",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="comment_has_a_name",
                violation_error_message="กรุณาใส่ชื่อ",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["pending", "visible", "hidden", "spam"]),
                name="comment_status_is_known",
                violation_error_message="สถานะนี้ไม่มีอยู่",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "status", "created_at"], name="comment_of_article"),
            models.Index(fields=["status", "-created_at"], name="comment_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.body[:60]}"

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#comment-{self.pk}"

    @property
    def name_in_log(self) -> str:
        """What the log calls it: nothing of the reader, whose data may have to be erased."""
        return f"ความคิดเห็นที่ {self.pk} ในข่าวที่ {self.article_id}"


class CommentOrigin(models.Model):
    """Where a comment came from: traffic data the law makes us keep, and lets nobody else see.

    Kept apart from the comment because it is purged after its time (T-P1: Computer Crime Act
    s. 26, at least 90 days) while the comment's text stays, and because only those with a
    permission of their own may read it.
    """

    changes_pages = False

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, primary_key=True, related_name="origin"
    )
    address = models.GenericIPAddressField("หมายเลขไอพี", null=True, unpack_ipv4=True)
    port = models.PositiveIntegerField("พอร์ต", null=True, blank=True)
    user_agent = LineField("โปรแกรมที่ใช้", max_length=300, blank=True)
    received_at = models.DateTimeField("ได้รับเมื่อ (UTC)", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "ที่มาของความคิดเห็น"
        verbose_name_plural = "ที่มาของความคิดเห็น"

    def __str__(self) -> str:
        return str(self.address or "ไม่ทราบ")
