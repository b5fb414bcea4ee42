"""The site's identity at hand in every request and template, read at most once a request."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from newsroom.site.models import SiteIdentity


class SiteIdentityOfRequest:
    """Gives each request `request.identity`, so that rooms below this one need not import it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.identity = SimpleLazyObject(SiteIdentity.current)  # type: ignore[attr-defined]
        return self.get_response(request)


def site_identity(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `identity` and the navigation's sections, both lazy."""
    from newsroom.articles.models import Section

    return {
        "identity": getattr(request, "identity", None) or SiteIdentity.current(),
        "nav_sections": SimpleLazyObject(lambda: list(Section.objects.all())),
    }
