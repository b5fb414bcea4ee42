"""Who the reader is: an address, taken from a proxy's word only if the proxy is ours (T-P8)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse


@lru_cache(maxsize=8)
def _networks(names: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    return [ip_network(name, strict=False) for name in names]


def scheme(environ: dict[str, Any]) -> str:
    """`http` or `https`, as the reader sees it: one of our proxies may have taken the TLS off."""
    told = environ.get("HTTP_X_FORWARDED_PROTO")
    if told and told.strip().lower() == "https" and _is_ours(_bare(environ.get("REMOTE_ADDR", ""))):
        return "https"
    return environ["wsgi.url_scheme"]


def _is_ours(address: str) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


def _bare(address: str) -> str:
    """`1.2.3.4` of `1.2.3.4:567`, `::1` of `[::1]:80`; an empty string for what is no address."""
    address = address.strip()
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    try:
        return str(ip_address(address))
    except ValueError:
        return ""


class TrustedProxies:
    """Sets `request.client_address` and `request.client_port`, and believes in TLS only from us.

    `X-Forwarded-For` is read from the right; the first address that is not one of our proxies is
    the reader. A header that comes straight from a reader changes nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        address, port = _bare(meta.get("REMOTE_ADDR", "")), meta.get("REMOTE_PORT", "")
        if address and _is_ours(address):
            port = meta.get("HTTP_X_FORWARDED_PORT", "")
            for hop in reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(",")):
                hop = _bare(hop)
                if not hop:
                    break
                address = hop
                if not _is_ours(hop):
                    break
            meta["wsgi.url_scheme"] = scheme(meta)
        else:
            for name in (
                "HTTP_X_FORWARDED_FOR",
                "HTTP_X_FORWARDED_PROTO",
                "HTTP_X_FORWARDED_PORT",
                "HTTP_X_FORWARDED_HOST",
            ):
                meta.pop(name, None)
        request.client_address = address or None  # type: ignore[attr-defined]
        is_port = port.isascii() and port.isdigit() and len(port) < 6
        request.client_port = int(port) if is_port else None  # type: ignore[attr-defined]
        return self.get_response(request)


def client_address(request: HttpRequest) -> str | None:
    """The reader's IP address, or None if the server did not say."""
    return (
        getattr(request, "client_address", None)
        or _bare(request.META.get("REMOTE_ADDR", ""))
        or None
    )
