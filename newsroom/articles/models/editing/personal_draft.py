"""What one person has typed and not saved."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models.article import Article


class PersonalDraft(models.Model):
    """What one person has typed into an article's form and not saved; `article` is None for a new one.

    `values` is what static/js/drafts.js reads from the form, `version` the article's `updated_at`
    when the form was opened.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=80)
    values = models.JSONField()
    version = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    invalidates_page_cache = False

    class Meta:
        verbose_name = verbose_name_plural = "ร่างที่ยังไม่บันทึก"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="personaldraft_is_unique")
        ]

    def __str__(self) -> str:
        return self.key
