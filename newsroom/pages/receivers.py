"""Menus follow a tag or a section that was merged into another."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from newsroom.articles.models import Section, TagAlias
from newsroom.articles.signals import merge_effects, merging
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


def follow_merged_section(source: Section, target: Section, **kwargs: Any) -> None:
    """Lead the lines of a section to the one that it becomes part of; none twice in one menu."""
    for item in MenuItem.objects.filter(section=source):
        if MenuItem.objects.filter(menu=item.menu_id, section=target).exists():
            item.delete()
            continue
        item.label, item.section = item.text, target
        item.save()


def count_lines(row: Section, **kwargs: Any) -> str:
    """In how many lines of menus a section is."""
    count = MenuItem.objects.filter(section=row).count()
    return f"อยู่ในเมนู {count} แห่ง" if count else ""


def connect() -> None:
    """Connect the receivers; called once, when Django starts."""
    merging.connect(follow_merged_section, sender=Section, dispatch_uid="menus follow sections")
    merge_effects.connect(count_lines, sender=Section, dispatch_uid="menu lines of a section")
    post_save.connect(follow_merged_tag, sender=TagAlias, dispatch_uid="menus follow merged tags")
