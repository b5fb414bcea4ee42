"""Deletes the demo's rows and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import ProtectedError

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.images.validators import fingerprint
from newsroom.pages.models import Page
from newsroom.planning.models import Idea
from newsroom.site.demo.loader import BRAND_FILES, brand_file, read_json
from newsroom.site.demo.pages import reset_pages
from newsroom.site.models import BreakingNews, DemoItem, SiteSettings

# Articles before what they use, which is protected as long as an article uses it.
DELETION_ORDER: list[type[models.Model]] = [
    Idea, Article, Page, Author, Tag, Section, Photo, Document,
]  # fmt: skip


def remove_demo() -> tuple[int, list[str]]:
    """Delete the demo; returns the number of deleted rows, and a message for each row that stays.

    A row stays if content that is not the demo's uses it, such as a section with a real article.
    """
    deleted, messages = 0, []
    _reset_site_settings()
    texts = [row["breaking"] for row in read_json("articles.json") if "breaking" in row]
    BreakingNews.objects.filter(text__in=texts).delete()
    for model in DELETION_ORDER:
        content_type = ContentType.objects.get_for_model(model)
        for item in DemoItem.objects.filter(content_type=content_type):
            row = model._default_manager.filter(pk=item.object_id).first()
            if row is not None and not _delete(row):
                messages.append(f"{model._meta.verbose_name} «{row}» (มีข่าวของคุณใช้อยู่)")
                continue
            deleted += row is not None
            item.delete()
    reset_pages(read_json("people.json")["pages"])
    return deleted, messages


def _delete(row: models.Model) -> bool:
    """Delete a row unless something that stays uses it."""
    if isinstance(row, Tag) and row.tagged_items.exists():
        return False
    if isinstance(row, Photo | Document) and row.usages(limit=1):
        return False
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    return True


def _reset_site_settings() -> None:
    """Set settings that still have the demo's value to their defaults, logo and icon to none."""
    site_settings = SiteSettings.objects.filter(pk=1).first()
    if site_settings is None:
        return
    values = read_json("people.json")["site_settings"]
    demo_settings = SiteSettings(**values)
    for name in values:
        field: Any = SiteSettings._meta.get_field(name)
        # `pre_save` cleans the text, as it did when the demo was loaded.
        if getattr(site_settings, name) == field.pre_save(demo_settings, True):
            setattr(site_settings, name, field.get_default())
    for name, file_name in BRAND_FILES.items():
        photo: Photo | None = getattr(site_settings, name)
        if photo and photo.sha256 == fingerprint(brand_file(file_name)):
            setattr(site_settings, name, None)
    site_settings.save()
