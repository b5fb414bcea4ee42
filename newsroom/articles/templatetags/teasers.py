"""`{% load teasers %}{% teaser story heading="h3" text=False %}`"""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from newsroom.articles.teasers import SIZES, teaser_html

register = template.Library()


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
) -> SafeString:
    """A story in a list; what an including template did not say is as usual."""
    return teaser_html(
        story,
        heading or "h2",
        photo is not False,
        text is not False,
        kicker is not False,
        sizes or SIZES,
        eager is True,
        note,
    )
