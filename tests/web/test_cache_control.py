"""Cache-Control of public pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.web.cache_control import cache_publicly


def test_only_good_pages_without_a_policy_of_their_own_are_public() -> None:
    response = HttpResponse()
    view = cache_publicly(seconds=300)(lambda request: response)
    request = RequestFactory().get("/")
    assert view(request)["Cache-Control"] == (
        "public, max-age=0, s-maxage=300, stale-while-revalidate=60, stale-if-error=86400"
    )
    response["Cache-Control"] = "no-store"
    assert view(request)["Cache-Control"] == "no-store"
    response = HttpResponse(status=404)
    assert not view(request).has_header("Cache-Control")
