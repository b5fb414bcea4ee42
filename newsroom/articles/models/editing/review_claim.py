"""Who is checking an article that waits for review."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models.article import Article

# A claim that nobody ended is forgotten after this.
VALID_FOR = timedelta(hours=3)


class ReviewClaim(models.Model):
    """A member of staff is checking an article («กำลังตรวจ»), so that nobody else begins to.

    It ends by a click, by the article's next transition, and after `VALID_FOR`.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="review_claim")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField(default=timezone.now)

    invalidates_page_cache = False

    class Meta:
        verbose_name = verbose_name_plural = "ผู้กำลังตรวจข่าว"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user} กำลังตรวจ"

    @property
    def is_valid(self) -> bool:
        """Whether it has not been forgotten."""
        return self.claimed_at > timezone.now() - VALID_FOR
