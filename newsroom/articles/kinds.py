"""Kinds of journalistic work, said to readers beside the section.

What is paid for or written by others must be recognisable wherever a headline stands.
"""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What kind of work an article is."""

    NEWS = "news", "ข่าว"
    REPORT = "report", "รายงาน"
    ANALYSIS = "analysis", "บทวิเคราะห์"
    OPINION = "opinion", "ความเห็น"
    PRESS_RELEASE = "press-release", "ข่าวประชาสัมพันธ์"
    SPONSORED = "sponsored", "เนื้อหาสนับสนุน"


def kind_label(kind: str) -> str:
    """The word readers see; "" for plain news, and for a kind of another version."""
    return str(Kind(kind).label) if kind in _LABELLED else ""


_LABELLED = frozenset(Kind.values) - {Kind.NEWS}
