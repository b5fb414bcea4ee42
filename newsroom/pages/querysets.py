"""Which pages readers may see: the only module that says so."""

from __future__ import annotations

from django.db import models


class Status(models.TextChoices):
    """The states of a page."""

    DRAFT = "draft", "ฉบับร่าง"
    PUBLISHED = "published", "เผยแพร่"
    WITHDRAWN = "withdrawn", "นำออก"


PUBLIC = models.Q(status=Status.PUBLISHED)


def is_public(status: str) -> bool:
    """Whether readers see a page in this state: `PUBLIC` in Python."""
    return status == Status.PUBLISHED


class PageQuerySet(models.QuerySet):
    """Pages, read as sentences: `Page.objects.published().without_text()`."""

    def published(self) -> PageQuerySet:
        """Pages that readers see."""
        return self.filter(PUBLIC)

    def without_text(self) -> PageQuerySet:
        """For lists and menus: all but the text."""
        return self.defer("body")
