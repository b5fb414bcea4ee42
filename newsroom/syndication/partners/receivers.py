"""Partners follow a section that becomes part of another."""

from __future__ import annotations

from typing import Any

from newsroom.articles.models import Section
from newsroom.articles.signals import merge_effects, merging
from newsroom.syndication.partners.models import Partner


def follow_merged_section(source: Section, target: Section, **kwargs: Any) -> None:
    """Who got the articles of `source` gets those of `target`."""
    for partner in Partner.objects.filter(sections=source):
        partner.sections.add(target)


def name_partners(row: Section, **kwargs: Any) -> str:
    """Which partners get the section."""
    names = Partner.objects.filter(sections=row).values_list("name", flat=True)[:3]
    return f"คู่ค้า: {', '.join(names)}" if names else ""


def connect() -> None:
    """Connect the receivers; called once, when Django starts."""
    merging.connect(follow_merged_section, sender=Section, dispatch_uid="partners follow sections")
    merge_effects.connect(name_partners, sender=Section, dispatch_uid="partners of a section")
