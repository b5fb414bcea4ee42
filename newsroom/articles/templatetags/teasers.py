"""`{% load teasers %}{% first_photo stories as first %}{% teaser story heading="h3" first=first %}`"""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from newsroom.articles.teasers import SIZES, first_photo, teaser_html

register = template.Library()
register.simple_tag(first_photo)


@register.simple_tag
def teaser(
    story: Any,
    heading: str = "",
    photo: Any = None,
    text: Any = None,
    kicker: Any = None,
    sizes: str = "",
    eager: Any = False,
    note: str = "",
    first: Any = None,
) -> SafeString:
    """A story in a list; what an including template did not say is as usual.

    Its photo must not wait if it is `eager`, or the `first` one.
    """
    return teaser_html(
        story,
        heading or "h2",
        photo is not False,
        text is not False,
        kicker is not False,
        sizes or SIZES,
        eager is True or story is first,
        note,
    )
