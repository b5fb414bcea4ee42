"""The client's IP address and scheme; forwarded headers count only from our own proxies (T-P8)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from newsroom.web.requests import NewsroomRequest

FORWARDED_HEADERS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_HOST",
)


@lru_cache(maxsize=8)
def _networks(names: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    return [ip_network(name, strict=False) for name in names]


def request_scheme(scheme: str, forwarded_proto: str, remote_address: str) -> str:
    """`https` if the server or, in X-Forwarded-Proto, a trusted proxy says so; else `scheme`."""
    if (
        forwarded_proto
        and forwarded_proto.strip().lower() == "https"
        and _is_trusted_proxy(_parse_ip(remote_address))
    ):
        return "https"
    return scheme


def _is_trusted_proxy(ip: str) -> bool:
    if not ip:
        return False
    parsed = ip_address(ip)
    return any(parsed in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


def _parse_ip(text: str) -> str:
    """`1.2.3.4` from `1.2.3.4:567`, `::1` from `[::1]:80`; empty for what is no IP address."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


class TrustedProxyMiddleware:
    """Sets `request.client_ip` and `client_port`; TLS is believed only of a trusted proxy.

    `X-Forwarded-For` is read from the right: the first address that is not one of our proxies is
    the client's. From anybody else all X-Forwarded-* headers are removed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: NewsroomRequest) -> HttpResponse:
        meta = request.META
        ip, port = _parse_ip(meta.get("REMOTE_ADDR", "")), meta.get("REMOTE_PORT", "")
        if _is_trusted_proxy(ip):
            port = meta.get("HTTP_X_FORWARDED_PORT", "")
            for hop in reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(",")):
                hop_ip = _parse_ip(hop)
                if not hop_ip:
                    break
                ip = hop_ip
                if not _is_trusted_proxy(ip):
                    break
            meta["wsgi.url_scheme"] = request_scheme(
                meta["wsgi.url_scheme"],
                meta.get("HTTP_X_FORWARDED_PROTO", ""),
                meta.get("REMOTE_ADDR", ""),
            )
        else:
            for name in FORWARDED_HEADERS:
                meta.pop(name, None)
        request.client_ip = ip or None
        is_port = port.isascii() and port.isdecimal() and len(port) < 6
        request.client_port = int(port) if is_port else None
        return self.get_response(request)


def client_ip(request: HttpRequest) -> str | None:
    """The client's IP address for django-axes, also on requests that met no middleware."""
    remote = _parse_ip(request.META.get("REMOTE_ADDR", ""))
    return getattr(request, "client_ip", None) or remote or None
