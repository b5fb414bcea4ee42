"""Limits on how often one client may do something."""

from __future__ import annotations

import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class RateLimit:
    """At most `limit` actions in each window of `seconds`, counted in the shared cache."""

    name: str
    limit: int
    seconds: int

    @property
    def retry_after(self) -> int:
        """Seconds until the present window ends, for `Retry-After`."""
        return self.seconds - int(time.time()) % self.seconds

    def allow(self, key: str | None) -> bool:
        """Count one more action of `key` (an IP address, a pseudonym); whether it is allowed.

        The cache learns only a keyed hash of `key`.
        """
        window = int(time.time()) // self.seconds
        digest = salted_hmac("newsroom.web.rate_limits", str(key), algorithm="sha256").hexdigest()
        name = f"limit:{self.name}:{digest[:32]}:{window}"
        if cache.add(name, 1, timeout=self.seconds + 5):
            return self.limit >= 1
        try:
            return cache.incr(name) <= self.limit
        except ValueError:  # the window ended between the two calls
            return True


def client_network(ip: str | None) -> str | None:
    """The network that an IP address counts for: an IPv6 /64 by its first address.

    That is what one IPv6 customer has. An IPv4 address mapped into IPv6 is the IPv4 address.
    """
    if ip is None:
        return None
    address = ip_address(ip)
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), 64), strict=False).network_address)
    return ip
