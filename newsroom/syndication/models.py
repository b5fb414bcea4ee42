"""Share cards, the pictures that other sites show beside links; what is announced to other services."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from newsroom.images.storage import delete_files
from newsroom.syndication.announcing.models import Announcement, ChangedArticle
from newsroom.syndication.partners.models import Partner
from newsroom.web.page_cache.memo import memoize

__all__ = ["Announcement", "ChangedArticle", "Partner", "ShareCard"]


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
