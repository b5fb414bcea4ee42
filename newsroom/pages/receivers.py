"""Menus follow a tag that was merged into another."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from newsroom.articles.models import TagAlias
from newsroom.fields.text import IdentityKeyField
from newsroom.pages.models import MenuItem


def follow_merged_tag(instance: TagAlias, raw: bool = False, **kwargs: Any) -> None:
    """Lead the lines whose tag has just been deleted to the one that has its name now."""
    if raw:
        return
    for item in MenuItem.objects.filter(section=None, page=None, tag=None, url=""):
        if IdentityKeyField.derive(item.target_name) == instance.key:
            # Readers go on seeing the word that was chosen.
            item.label, item.tag = item.text, instance.tag
            item.save()


def connect() -> None:
    """Connect the receiver; called once, when Django starts."""
    post_save.connect(follow_merged_tag, sender=TagAlias, dispatch_uid="menus follow merged tags")
