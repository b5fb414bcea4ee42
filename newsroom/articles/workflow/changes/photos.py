"""Photos that a waiting change shows: they are in use, though no reader sees them there yet."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from newsroom.articles.models import PendingChange
from newsroom.images.models import Photo, Usage


def changes_with_photo(photo: Photo) -> list[Usage]:
    """The articles whose waiting change shows a photo, as lead photo or in its text."""
    changes = PendingChange.objects.alias(
        body=KeyTextTransform("body", "revision__snapshot")
    ).filter(
        Q(revision__snapshot__lead_photo__id=photo.pk) | Q(body__contains=f'data-file="{photo.pk}"')
    )
    return [Usage(change.article, "ร่างการแก้ไข") for change in changes.select_related("article")]
