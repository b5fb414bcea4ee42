"""URLs with scheme and host."""

from __future__ import annotations

from typing import Any

from django.test import RequestFactory

from newsroom.web.absolute_urls import absolute_url


def test_absolute_urls_are_ascii_and_encoded_once(settings: Any) -> None:
    """T-X1"""
    settings.PUBLIC_URL = "https://paper.example"
    assert (
        absolute_url("/tag/ข่าว/")
        == "https://paper.example/tag/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7/"
    )
    assert absolute_url("/tag/%E0%B8%82/") == "https://paper.example/tag/%E0%B8%82/"
    settings.PUBLIC_URL = ""
    assert absolute_url("/a/", RequestFactory().get("/")) == "http://testserver/a/"
