"""Whose messages these are: the site's name, and the address they come from."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import formataddr, parseaddr

from django.conf import settings

_sources: list[Callable[[], str]] = []


def register_site_name(source: Callable[[], str]) -> None:
    """Called in `AppConfig.ready()` by the app that knows the site's name."""
    _sources[:] = [source]


def site_name() -> str:
    """The site's name; before anybody gave it one, the host of its URL."""
    name = _sources[0]() if _sources else ""
    return " ".join(name.split()) or settings.PUBLIC_URL.partition("://")[2]


def sender() -> str:
    """The `From` header: NEWSROOM_MAIL_FROM, with the site's name unless it has one of its own."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or site_name(), address))
