"""Our HTML where it is read away from our pages."""

from __future__ import annotations

import re

from django.http import HttpRequest

from newsroom.web.addresses import absolute

_ADDRESS = re.compile(r'\b(href|src)="(/[^"]*)"')
_SRCSET = re.compile(r'\s(?:srcset|sizes|fetchpriority)="[^"]*"|<source\b[^>]*>|</?picture>')
_REGION = re.compile(r' tabindex="0" role="region" aria-label="[^"]*"')


def absolute_html(html: str, request: HttpRequest | None = None) -> str:
    """HTML with absolute addresses and plain `<img>`: feed readers know no `<picture>`."""
    html = _REGION.sub("", _SRCSET.sub("", html))
    return _ADDRESS.sub(lambda match: f'{match[1]}="{absolute(match[2], request)}"', html)
