"""How tags are typed and found: commas only, and by identity instead of spelling (T-T1)."""

import re
from typing import Any

from taggit.managers import _TaggableManager

from newsroom.thai.clean import clean_line, is_blank

SEPARATORS = re.compile(r"[,،，、\n\r]")


def parse_tags(text: str) -> list[str]:
    """The names in a line of tags, parted by commas or new lines only.

    A blank does not part tags: `แม่ฮ่องสอน สามหมอก` is one tag.
    """
    names = (clean_line(part) for part in SEPARATORS.split(text or ""))
    return list(dict.fromkeys(name for name in names if not is_blank(name)))


def join_tags(tags: Any) -> str:
    """The line of tags that `parse_tags` reads back."""
    return ", ".join(tag.name for tag in tags)


class TagsByIdentity(_TaggableManager):
    """taggit's manager, finding an existing tag by its key instead of its exact spelling."""

    def _to_tag_model_instances(self, tags: Any, tag_kwargs: dict[str, Any]) -> list[Any]:
        model = self.through.tag_model()
        ready = [tag for tag in tags if isinstance(tag, model)]
        made = model.objects.named([tag for tag in tags if isinstance(tag, str)])
        return list(dict.fromkeys([*ready, *made]))
