"""A line of tag names: split at commas only, because Thai tags contain spaces (T-T1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from newsroom.thai.clean import clean_line, is_blank

if TYPE_CHECKING:
    from taggit.models import TagBase

MAX_TAG_NAME_LENGTH = 100

SEPARATORS = re.compile(r"[,،，、\n\r]")


def parse_tags(text: str) -> list[str]:
    """The names in a line of tags, separated by commas or new lines only.

    A space does not separate: `แม่ฮ่องสอน สามหมอก` is one tag. (TAGGIT_TAGS_FROM_STRING)
    """
    names = (clean_line(part) for part in SEPARATORS.split(text or ""))
    return list(dict.fromkeys(name for name in names if not is_blank(name)))


def join_tags(tags: Iterable[TagBase]) -> str:
    """The line of tags that `parse_tags` reads back. (TAGGIT_STRING_FROM_TAGS)"""
    return ", ".join(tag.name for tag in tags)


def validate_tag_name(name: str) -> None:
    """Raise a ValidationError, in Thai, for a name that cannot be a tag."""
    if len(name) > MAX_TAG_NAME_LENGTH:
        raise ValidationError(
            f"แท็ก «{name[:30]}…» ยาวเกิน {MAX_TAG_NAME_LENGTH} ตัวอักษร คั่นแต่ละแท็กด้วยจุลภาค"
        )
    # Letters of any script: a tag may be Chinese or Jawi.
    if not any(character.isalnum() for character in clean_line(name)):
        raise ValidationError(f"แท็ก «{name}» ต้องมีตัวอักษรหรือตัวเลขอย่างน้อยหนึ่งตัว")
