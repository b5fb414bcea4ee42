"""A change of an article that readers do not see yet."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models.article import Article
from newsroom.articles.models.revision import Revision


class PendingChange(models.Model):
    """A change of an article that is kept unpublished until it is published or discarded.

    Its text is the snapshot of `revision`, the last one kept; the article itself is not touched.
    `base` is the article as it was stored when the change began, for merging.
    """

    class State(models.TextChoices):
        """How far it is."""

        KEPT = "kept", "ยังไม่เสร็จ"
        REVIEW = "review", "รอตรวจ"
        RETURNED = "returned", "ถูกส่งกลับ"

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="pending_change")
    base = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    state = models.CharField("สถานะ", max_length=10, choices=State.choices, default=State.KEPT)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="โดย"
    )
    created_at = models.DateTimeField("เมื่อ", default=timezone.now)

    invalidates_page_cache = False

    class Meta:
        verbose_name = verbose_name_plural = "ร่างการแก้ไข"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.article)
