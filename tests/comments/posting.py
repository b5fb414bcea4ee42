"""Posts a comment as a reader's browser does."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article


def timestamp(article: Article, seconds_ago: float = 60) -> str:
    """The signed timestamp of a form rendered so many seconds ago."""
    signer = signing.TimestampSigner(salt="newsroom.comments")
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp() - seconds_ago))  # type: ignore[method-assign]
    return signer.sign(str(article.pk))


def post(client: Client, article: Article, headers: Any = None, **fields: Any) -> Any:
    """The response to a valid comment; `fields` override single form fields."""
    data = {"name": "สมหญิง", "body": "ขอบคุณที่รายงานค่ะ", "timestamp": timestamp(article), **fields}
    return client.post(
        f"/news/{article.pk}/comments/", data, headers=headers or {"Sec-Fetch-Site": "same-origin"}
    )
