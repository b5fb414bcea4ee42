"""Asks this site for old addresses, as a reader's browser would, and counts which answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponseBase
from django.test.client import RequestFactory
from django.test.utils import override_settings

from newsroom.transfer.addresses.paths import normalise_path
from newsroom.web.absolute_urls import base_url

REDIRECTS = (301, 302, 307, 308)
REASONS = {404: "ไม่พบหน้า", 410: "ถอนออกแล้ว", 500: "ระบบขัดข้อง", 503: "ระบบไม่พร้อม"}


@dataclass
class AddressCheck:
    """How many of the addresses lead to a page, and `(address, reason)` of those that do not."""

    total: int = 0
    answered: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def check_addresses(addresses: Iterable[str]) -> AddressCheck:
    """Ask for each address once, following one redirect; a withdrawn story answers, too."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # Pages can be asked for before `serve` has collected the static files for the first time.
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": static}):
        return _check(addresses)


def _check(addresses: Iterable[str]) -> AddressCheck:
    handler, result = WSGIHandler(), AddressCheck()
    base = urlsplit(base_url())
    factory = RequestFactory(headers={"host": base.netloc or "localhost"})

    def get(path: str) -> HttpResponseBase:
        encoded = quote(path, safe="/%?=&:;,+@!~*'()-._#")
        request: WSGIRequest = factory.get(encoded, secure=base.scheme == "https")
        return handler.get_response(request)

    for address in dict.fromkeys(addresses):
        result.total += 1
        reason = _failure(get, address)
        if reason:
            result.failed.append((address, reason))
        else:
            result.answered += 1
    return result


def _failure(get: object, address: str) -> str:
    """Why an address does not lead a reader to its page; empty if it does."""
    response = get(address)  # type: ignore[operator]
    if response.status_code in REDIRECTS:
        target = response["Location"]
        if normalise_path(target) == "/":
            return "พาไปหน้าแรก"
        if urlsplit(target).netloc:
            return ""
        response = get(target)  # type: ignore[operator]
        if response.status_code in REDIRECTS:
            return f"ต้องย้ายมากกว่าหนึ่งครั้ง ({target})"
        if response.status_code == 404:
            return "ข่าวยังไม่เผยแพร่"
    if response.status_code in (200, 304, 410):
        return ""
    phrase = REASONS.get(response.status_code) or HTTPStatus(response.status_code).phrase
    return f"{response.status_code} {phrase}"
