"""What editors share while they work on an article: notes, previews, and who has it open."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models.article import Article
from newsroom.fields.text import ProseField

# Characters of a passage that a note quotes.
MAX_QUOTE_LENGTH = 300


class EditorialNote(models.Model):
    """A remark about an article among its editors; readers never see it.

    It may be about a passage of the body: `quote` are its words as plain text on one line, and
    `occurrence` says which of several equal passages is meant, counted from 1.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="โดย"
    )
    created_at = models.DateTimeField("เมื่อ", default=timezone.now)
    text = ProseField("โน้ต")
    quote = models.CharField("ข้อความที่พูดถึง", max_length=MAX_QUOTE_LENGTH, blank=True)
    occurrence = models.PositiveSmallIntegerField("ที่ปรากฏ", default=1)
    resolved_at = models.DateTimeField("แก้แล้วเมื่อ", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="แก้แล้วโดย",
    )

    # Whether its passage is gone; set where notes are listed.
    is_lost = False

    invalidates_page_cache = False

    class Meta:
        verbose_name = "โน้ตถึงกอง"
        verbose_name_plural = "โน้ตถึงกอง"
        ordering = ["created_at", "id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="editorialnote_has_text")
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_resolved(self) -> bool:
        """Whether somebody has marked it as done."""
        return self.resolved_at is not None


class EditingSession(models.Model):
    """A user who has an article's form open, as of `seen_at`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="editing_sessions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    invalidates_page_cache = False

    class Meta:
        verbose_name = "ผู้กำลังเปิดข่าว"
        verbose_name_plural = "ผู้กำลังเปิดข่าว"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="editingsession_is_unique")
        ]

    def __str__(self) -> str:
        return str(self.user)


class PreviewLink(models.Model):
    """A link that shows an article's preview to anybody until `expires_at`; deleting it ends it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="โดย"
    )
    created_at = models.DateTimeField("เมื่อ", default=timezone.now)
    expires_at = models.DateTimeField("ใช้ได้ถึง", db_index=True)

    invalidates_page_cache = False

    class Meta:
        verbose_name = verbose_name_plural = "ลิงก์ตัวอย่าง"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.article)
