"""Every address of the site, read from the URL resolver."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """A URL pattern: `route` as it stands in `urls.py`, with the prefixes of its includes."""

    route: str
    name: str

    @property
    def parameters(self) -> list[str]:
        """The names of the parts that vary."""
        return PARAMETER.findall(self.route)

    def path(self, values: dict[str, str]) -> str:
        """The URL with these values, which are quoted already."""
        return "/" + PARAMETER.sub(lambda match: values[match[1]], self.route)


def all_addresses() -> list[Address]:
    """Every address; that of an app in the admin for each app."""
    found: list[Address] = []
    for route, name in _routes(get_resolver().url_patterns, "", ""):
        if name == "admin:app_list":
            labels = re.search(r"\(\?P<app_label>([\w|]+)\)", route)
            assert labels
            found += [Address(f"admin/{label}/", name) for label in labels[1].split("|")]
        elif route == "admin/(?P<url>.*)$":
            found.append(Address("admin/<url>", "admin:anything else"))
        else:
            assert "(" not in route, route
            found.append(Address(route, name))
    return found


def _routes(patterns: Iterable[Any], prefix: str, namespace: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _routes(pattern.url_patterns, route, namespace + space)
        else:
            yield route, namespace + (pattern.name or "")
