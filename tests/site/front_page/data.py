"""Articles on the front page, and what the front page editor's form sends."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from tests import builders

EDITOR_URL = "/admin/site/frontpagearticle/"
PREVIEW_URL, SEARCH_URL = f"{EDITOR_URL}preview/", f"{EDITOR_URL}search/"


def published_articles(count: int, **fields: Any) -> list[Article]:
    """Public articles, newest first."""
    now = timezone.now()
    return [
        builders.published_article(published_at=now - timedelta(hours=1 + index), **fields)
        for index in range(count)
    ]


def displayed_ids(client: Client) -> list[int]:
    """The ids of the articles on the front page, in order."""
    page = client.get("/").content.decode()
    return [int(pk) for pk in re.findall(r'data-article-id="(\d+)"', page)]


def form_data(client: Client, command: str = "save", **changes: Any) -> dict[str, Any]:
    """What the editor's form sends when the button `command` is pressed."""
    version = client.get(EDITOR_URL).context["editor"].version
    return {"command": command, "version": version, "text": "", "until": "", "q": "", **changes}


def thai_time_in(hours: float) -> str:
    """A time from now as an editor types it: `6/8/2569 18.00`."""
    moment = timezone.localtime() + timedelta(hours=hours)
    return f"{moment.day}/{moment.month}/{moment.year + 543} {moment:%H.%M}"
