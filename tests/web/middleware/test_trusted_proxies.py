"""Forwarded headers. Forged: X-Forwarded-For, X-Forwarded-Proto."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from newsroom.web.middleware.trusted_proxies import TrustedProxyMiddleware


def request_through(trusted: list[str], remote: str, settings: Any, **meta: str) -> HttpRequest:
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **meta)
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("trusted", "remote", "forwarded", "client"),
    [
        ([], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "nonsense", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "[2001:db8::1]:443", "2001:db8::1"),
        (["10.0.0.0/8"], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
    ],
)
def test_only_trusted_proxies_may_name_the_clients_ip_address(
    trusted: list[str], remote: str, forwarded: str, client: str, settings: Any
) -> None:
    """T-P8"""
    request = request_through(trusted, remote, settings, HTTP_X_FORWARDED_FOR=forwarded)
    assert request.client_ip == client


def test_tls_is_believed_only_of_trusted_proxies(settings: Any) -> None:
    assert not request_through(
        [], "198.51.100.7", settings, HTTP_X_FORWARDED_PROTO="https"
    ).is_secure()
    assert request_through(
        ["198.51.100.0/24"], "198.51.100.7", settings, HTTP_X_FORWARDED_PROTO="https"
    ).is_secure()
