"""Readers' comments, and the restricted record of each one's origin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.comments.rules import MAX_BODY_LENGTH, MAX_NAME_LENGTH
from newsroom.fields.text import IdentityKeyField, LineField, ProseField


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments; public pages read `visible()` only."""

    def visible(self) -> CommentQuerySet:
        """Comments that readers see."""
        return self.filter(status=Comment.Status.VISIBLE)

    def waiting(self) -> CommentQuerySet:
        """The moderators' queue."""
        return self.filter(status=Comment.Status.PENDING)


class Comment(models.Model):
    """A reader's comment on an article, or a reply to another comment (`parent`)."""

    class Status(models.TextChoices):
        """Only VISIBLE is public."""

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
    name = LineField("ชื่อ", max_length=MAX_NAME_LENGTH)
    name_key = IdentityKeyField()
    email = models.EmailField("อีเมล", blank=True, help_text="ไม่แสดงต่อผู้อ่าน")
    body = ProseField("ความคิดเห็น", max_length=MAX_BODY_LENGTH)
    status = models.CharField("สถานะ", max_length=8, choices=Status.choices, default=Status.PENDING)
    created_at = models.DateTimeField("เมื่อ", default=timezone.now)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ตรวจ",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    moderated_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True, editable=False)

    # Most comments are saved as pending; `services.update_comment_counts` invalidates the cache
    # when what readers see changes.
    invalidates_page_cache = False

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
            models.Index(fields=["article", "status", "created_at"], name="comment_by_article"),
            models.Index(fields=["status", "-created_at"], name="comment_by_status"),
            # For `commenters.is_trusted`.
            models.Index("name_key", Lower("email"), "status", name="comment_by_commenter"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.body[:60]}"

    def get_absolute_url(self) -> str:
        """The permanent link, which leads to the page that shows the comment."""
        return reverse("comments:comment", args=[self.article_id, self.pk])

    @property
    def name_in_log(self) -> str:
        """Its name in the audit log, without the reader's data, which may have to be erased."""
        return f"ความคิดเห็นที่ {self.pk} ในข่าวที่ {self.article_id}"


class Commenter(models.Model):
    """A person, by name and e-mail address, whose comments may be shown before they are moderated.

    Both are typed by whoever writes, so they prove nothing by themselves: the person has opened the
    link that was sent to the address (`email_proved_at`), or a moderator answers for them
    (`trusted_at`). `newsroom.comments.commenters` has the rules.
    """

    name = LineField("ชื่อ", max_length=MAX_NAME_LENGTH)
    name_key = IdentityKeyField()
    # In lower case.
    email = models.EmailField("อีเมล")
    link_sent_at = models.DateTimeField("ส่งลิงก์ยืนยันเมื่อ", null=True, editable=False)
    email_proved_at = models.DateTimeField("ยืนยันอีเมลเมื่อ", null=True, editable=False)
    trusted_at = models.DateTimeField("ไว้ใจเมื่อ", null=True, editable=False)
    trusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ไว้ใจ",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    invalidates_page_cache = False

    class Meta:
        verbose_name = "ผู้แสดงความคิดเห็น"
        verbose_name_plural = "ผู้แสดงความคิดเห็น"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "email"],
                name="commenter_is_unique",
                violation_error_message="มีผู้แสดงความคิดเห็นชื่อและอีเมลนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_in_log(self) -> str:
        """Its name in the audit log, without the reader's data, which may have to be erased."""
        return f"ผู้แสดงความคิดเห็นที่ {self.pk}"


class CommentOrigin(models.Model):
    """Where a comment came from: traffic data that the law requires us to keep (T-P1).

    Computer Crime Act s. 26: at least 90 days, whatever becomes of the comment and its article.
    So it is no column of the comment and no foreign key either: it outlives both, and the
    database refuses to change it or to delete it before `retained_until` (`retention.py`).
    Reading it takes a permission of its own.
    """

    invalidates_page_cache = False

    comment = models.OneToOneField(
        Comment,
        verbose_name="ความคิดเห็น",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="origin",
    )
    # Of an article that may be deleted.
    article_id = models.BigIntegerField("เลขที่ข่าว", null=True, editable=False)
    ip_address = models.GenericIPAddressField("หมายเลขไอพี", null=True, unpack_ipv4=True)
    port = models.PositiveIntegerField("พอร์ต", null=True, blank=True)
    user_agent = LineField("โปรแกรมที่ใช้", max_length=300, blank=True)
    received_at = models.DateTimeField("ได้รับเมื่อ", default=timezone.now, db_index=True)
    retained_until = models.DateTimeField("เก็บถึง", editable=False, db_index=True)

    class Meta:
        verbose_name = "ที่มาของความคิดเห็น"
        verbose_name_plural = "ที่มาของความคิดเห็น"

    def __str__(self) -> str:
        return f"ที่มาของความคิดเห็นที่ {self.comment_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, at first with the day until which it is kept."""
        if self.retained_until is None:
            self.retained_until = self.received_at + timedelta(days=settings.COMMENT_DATA_DAYS)
        super().save(*args, **kwargs)
