"""`{% load teasers %}{% first_photo stories as first %}{% teaser_list stories heading="h3" first=first %}`"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles.teasers import SIZES, first_photo, teaser_html

register = template.Library()
register.simple_tag(first_photo)


@register.simple_tag
def teaser(story: Any, eager: bool = False, sizes: str = "", heading: str = "h2") -> SafeString:
    """One story that stands by itself; its photo does not wait if it is `eager`."""
    return teaser_html(story, heading, sizes=sizes or SIZES, eager=eager)


@register.simple_tag
def teaser_list(
    stories: Iterable[Any],
    heading: str = "h2",
    photo: bool = True,
    text: bool = True,
    kicker: Any = True,
    sizes: str = "",
    note: str = "",
    first: Any = None,
) -> SafeString:
    """Stories one after the other; the photo of the one that is `first` does not wait.

    They name their section unless `kicker` is False: a template that was not told passes on nothing.
    """
    has_kicker = kicker is not False
    return mark_safe(  # noqa: S308  each piece is HTML already
        "".join(
            teaser_html(
                story, heading, photo, text, has_kicker, sizes or SIZES, story is first, note
            )
            for story in stories
        )
    )
