"""`{% load pictures %}{% picture photo shape="card" sizes="…" eager=True %}`"""

from django import template
from django.utils.safestring import SafeString

from newsroom.images.markup import picture_html
from newsroom.images.models import Photo

register = template.Library()


@register.simple_tag
def picture(
    photo: Photo | None,
    shape: str = "full",
    sizes: str = "100vw",
    eager: bool = False,
    alt: str | None = None,
) -> SafeString:
    """The photo as `<picture>`; nothing if there is none. `alt=""` for one beside its own words."""
    return picture_html(photo, shape, sizes, eager, alt)
