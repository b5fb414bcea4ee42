"""Which unsafe requests are taken for the site's own. Forged: Sec-Fetch-Site, Origin, Referer."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.web.middleware.same_origin import SameOriginPostMiddleware


@pytest.mark.parametrize(
    ("headers", "is_allowed"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://paper.example"}, True),
        ({"Origin": "http://paper.example"}, False),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "https://paper.example.evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://[broken"}, False),
        ({"Origin": "javascript://testserver"}, False),
        ({"Referer": "http://testserver/news/1/"}, True),
        ({"Referer": "https://evil.example/http://testserver/"}, False),
    ],
)
def test_a_post_must_come_from_the_site_itself(
    headers: dict[str, str], is_allowed: bool, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://paper.example"
    middleware = SameOriginPostMiddleware(lambda request: HttpResponse())
    request = RequestFactory().post("/", headers=headers)
    if is_allowed:
        assert middleware.process_view(request) is None
    else:
        with pytest.raises(PermissionDenied):
            middleware.process_view(request)
    assert middleware.process_view(RequestFactory().get("/", headers=headers)) is None
