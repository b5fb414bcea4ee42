"""The site's identity at hand in every request and template, read once until something changes."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from newsroom.articles.teasers import all_sections
from newsroom.site.models import SiteIdentity
from newsroom.web.pages import generation, kept


class SiteIdentityOfRequest:
    """Gives each request `request.identity`, so that rooms below this one need not import it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.identity = SimpleLazyObject(_identity)  # type: ignore[attr-defined]
        return self.get_response(request)


def site_identity(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `identity` and the navigation's sections, both lazy."""
    identity = getattr(request, "identity", None) or _identity()
    if generation() is not None:
        # At hand already; a lazy one would be asked anew for every name in a template.
        return {"identity": _identity(), "nav_sections": all_sections()}
    return {
        "identity": identity,
        "nav_sections": SimpleLazyObject(all_sections),
    }


def _identity() -> SiteIdentity:
    return kept("identity", SiteIdentity.current)
