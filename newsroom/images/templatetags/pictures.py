"""`{% load pictures %}{% picture photo shape="card" sizes="…" eager=True %}`"""

from django import template
from django.utils.safestring import SafeString

from newsroom.images.models import Photo
from newsroom.images.picture_tag import picture_html

register = template.Library()


@register.simple_tag
def picture(
    photo: Photo | None,
    shape: str = "full",
    sizes: str = "100vw",
    eager: bool = False,
    alt: str | None = None,
) -> SafeString:
    """The photo as `<picture>`, empty for None. `alt=""` beside a text that says the same."""
    return picture_html(photo, shape, sizes, eager, alt)
