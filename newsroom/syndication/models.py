"""Share cards, the pictures that other sites show beside links; what is announced to other services."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils import timezone

from newsroom.images.storage import delete_files
from newsroom.web.page_cache.memo import memoize


class ShareCardQuerySet(models.QuerySet["ShareCard"]):
    """The cards of pages."""

    def best_for(self, kind: str, object_id: int) -> ShareCard | None:
        """The card of a page, else that of the site; None while neither is made."""

        def read() -> ShareCard | None:
            own = Q(kind=kind, object_id=object_id)
            site = Q(kind=ShareCard.Kind.SITE, object_id=0)
            cards = {card.kind: card for card in self.filter(own | site)}
            return cards.get(kind) or cards.get(ShareCard.Kind.SITE)

        return memoize(("share card", kind, object_id), read)

    def discard(self, kind: str, object_ids: Iterable[int]) -> None:
        """Delete cards with their files."""
        for card in self.filter(kind=kind, object_id__in=list(object_ids)):
            card.delete()


class ShareCard(models.Model):
    """A card made for a page; its file's name comes from what is on it.

    The file before the last change stays until the next one: pages that name it may be cached, here
    and by the sites they were shared on.
    """

    class Kind(models.TextChoices):
        """The kind of page; `object_id` is the primary key of what it shows, 0 for the site."""

        SITE = "site", "ทั้งเว็บไซต์"
        ARTICLE = "article", "ข่าว"
        SECTION = "section", "หมวด"
        TAG = "tag", "ป้าย"
        AUTHOR = "author", "ผู้เขียน"
        PAGE = "page", "หน้า"

    kind = models.CharField(max_length=7, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField(default=0)
    # Of everything that is drawn; in the file's name.
    digest = models.CharField(max_length=32)
    file_name = models.CharField(max_length=100)
    former_file_name = models.CharField(max_length=100, blank=True)
    # Of the site's name, colours and logo: another one means that the card is out of date.
    style_digest = models.CharField(max_length=32)
    text = models.CharField(max_length=300)

    objects = ShareCardQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาพสำหรับแชร์"
        verbose_name_plural = "ภาพสำหรับแชร์"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="sharecard_one_per_page"),
        ]
        indexes = [models.Index(fields=["style_digest"], name="sharecard_by_style")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Delete the row and its files."""
        deleted = super().delete()
        # Two pages with the same text share a file.
        names = {self.file_name, self.former_file_name} - {""}
        used = ShareCard.objects.filter(Q(file_name__in=names) | Q(former_file_name__in=names))
        for card in used:
            names -= {card.file_name, card.former_file_name}
        delete_files(names)
        return deleted

    @property
    def url(self) -> str:
        """The path of the picture."""
        return default_storage.url(self.file_name)


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
