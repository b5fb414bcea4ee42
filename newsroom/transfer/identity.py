"""Which object of ours a source's object became: looking up, remembering, tombstones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.signals import post_delete
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.articles.signals import merge_effects, merging
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.pages.models import Page
from newsroom.transfer.models import MAX_KEY_LENGTH, ImportedObject

Kind = ImportedObject.Kind
MODELS: dict[str, type[models.Model]] = {
    Kind.ARTICLE: Article,
    Kind.SECTION: Section,
    Kind.AUTHOR: Author,
    Kind.TAG: Tag,
    Kind.PHOTO: Photo,
    Kind.COMMENT: Comment,
    Kind.PAGE: Page,
}
# Keys in one query: SQLite before 3.32 takes 999 parameters.
CHUNK = 500


def short_key(text: str) -> str:
    """`text` as a key or stem: itself if it fits, else its beginning and a hash of all of it."""
    # Neither NUL nor half a surrogate pair can be stored.
    text = text.replace("\0", "").encode("utf-8", "ignore").decode()
    if len(text) <= MAX_KEY_LENGTH:
        return text
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return f"{text[: MAX_KEY_LENGTH - 25]} {digest}"


class IdentityMap:
    """The objects of one source."""

    def __init__(self, source: str) -> None:
        self.source = source

    def find(self, kind: str, keys: Iterable[str]) -> dict[str, ImportedObject]:
        """The rows of these keys that are known, by `short_key`; tombstones too."""
        wanted = list(dict.fromkeys(short_key(key) for key in keys))
        found: dict[str, ImportedObject] = {}
        for start in range(0, len(wanted), CHUNK):
            rows = ImportedObject.objects.filter(
                source=self.source, kind=kind, key__in=wanted[start : start + CHUNK]
            )
            found |= {row.key: row for row in rows}
        return found

    def is_claimed(self, kind: str, object_id: int) -> bool:
        """Whether an object of ours is that of another key of this source already."""
        return ImportedObject.objects.filter(
            source=self.source, kind=kind, object_id=object_id, deleted_at=None
        ).exists()

    def row(self, kind: str, key: str, object_id: int, **fields: Any) -> ImportedObject:
        """An unsaved row; `imported_at` is now unless given."""
        if "stem" in fields:
            fields["stem"] = short_key(fields["stem"])
        return ImportedObject(
            source=self.source,
            kind=kind,
            key=short_key(key),
            object_id=object_id,
            **{"imported_at": timezone.now(), **fields},
        )


def deleted_ids(kind: str, ids: Iterable[int]) -> set[int]:
    """Those ids whose imported object was deleted here: never given to another object."""
    return set(
        ImportedObject.objects.filter(
            kind=kind, object_id__in=list(ids), deleted_at__isnull=False
        ).values_list("object_id", flat=True)
    )


def _bury(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    kind = next(kind for kind, model in MODELS.items() if model is sender)
    now: datetime = timezone.now()
    ImportedObject.objects.filter(kind=kind, object_id=instance.pk, deleted_at=None).update(
        deleted_at=now
    )


def _follow_merge(
    sender: type[models.Model], source: models.Model, target: models.Model, **kwargs: Any
) -> None:
    """What another site's section or author became is the one it was merged into."""
    kind = Kind.SECTION if sender is Section else Kind.AUTHOR
    rows = ImportedObject.objects.filter(kind=kind, object_id=source.pk, deleted_at=None)
    rows.update(object_id=target.pk)


def _count_imported(sender: type[models.Model], row: models.Model, **kwargs: Any) -> str:
    kind = Kind.SECTION if sender is Section else Kind.AUTHOR
    rows = ImportedObject.objects.filter(kind=kind, object_id=row.pk, deleted_at=None)
    sources = rows.order_by("source").values_list("source", flat=True).distinct()[:3]
    return f"นำเข้าจาก {', '.join(sources)}" if sources else ""


def connect() -> None:
    """Make rows tombstones when their objects are deleted; called once, when Django starts."""
    for merged in (Section, Author):
        merging.connect(_follow_merge, sender=merged, dispatch_uid=f"imported {merged} follows")
        merge_effects.connect(_count_imported, sender=merged, dispatch_uid=f"sources of {merged}")
    for kind, model in MODELS.items():
        post_delete.connect(_bury, sender=model, dispatch_uid=f"tombstone of imported {kind}")
