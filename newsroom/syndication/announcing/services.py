"""How each service is told: WebSub (W3C, 2018) and IndexNow (indexnow.org)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from newsroom.syndication.announcing.models import Announcement
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.outgoing.posting import Answer, post

INDEXNOW_URL = "https://api.indexnow.org/indexnow"
# IndexNow takes 10,000 URLs in one message; of hubs no limit is known.
MAX_URLS = {Announcement.Service.INDEXNOW: 10_000, Announcement.Service.WEBSUB: 100}


@dataclass(frozen=True)
class Services:
    """Those that the site's settings have switched on; without `hub` there is no WebSub."""

    hub: str = ""
    indexnow: bool = False

    @property
    def names(self) -> list[str]:
        """Values of `Announcement.Service`; none of a site that has no public address."""
        if not has_public_url():
            return []
        hub = [Announcement.Service.WEBSUB.value] if self.hub else []
        return hub + ([Announcement.Service.INDEXNOW.value] if self.indexnow else [])


def has_public_url() -> bool:
    """Whether others can reach this site at an address that is known (NEWSROOM_URL)."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    return "." in host and not host.replace(".", "").isdecimal() and not host.endswith(".localhost")


def indexnow_token() -> str:
    """The part of the key's name that is this site's own; it is public, in a file of that name."""
    digest = salted_hmac("newsroom.syndication.indexnow", settings.PUBLIC_URL, algorithm="sha256")
    return digest.hexdigest()[:32]


def indexnow_key() -> str:
    """The key; it stands in `/<key>.txt`, which proves that the site is ours."""
    return reverse("syndication:indexnow_key", args=[indexnow_token()]).strip("/")[: -len(".txt")]


def send(service: str, urls: Sequence[str], services: Services) -> Answer:
    """Tell one service of these URLs; raises `NotSent`."""
    if service == Announcement.Service.WEBSUB:
        fields = [("hub.mode", "publish"), *(("hub.url", url) for url in urls)]
        return post(services.hub, urlencode(fields).encode(), "application/x-www-form-urlencoded")
    body = {
        "host": urlsplit(settings.PUBLIC_URL).netloc,
        "key": indexnow_key(),
        "keyLocation": absolute_url(f"/{indexnow_key()}.txt"),
        "urlList": list(urls),
    }
    return post(INDEXNOW_URL, json.dumps(body).encode(), "application/json; charset=utf-8")
