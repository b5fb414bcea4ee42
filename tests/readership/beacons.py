"""Sends what the visit counter's script sends."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.test import Client

from newsroom.articles.models import Article
from newsroom.readership.models import HourlyArticleReaders

PHONE = (
    "Mozilla/5.0 (Linux; Android 15; SM-A155F) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
)
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


def send_beacon(
    article: Article, ip: str = "203.0.113.7", user_agent: str = PHONE, **headers: str
) -> int:
    """Report a visit to an article; returns the status of the response."""
    headers = {"sec-fetch-site": "same-origin", "user-agent": user_agent, **headers}
    response: Any = Client().post(f"/read/{article.pk}/", headers=headers, REMOTE_ADDR=ip)
    return response.status_code


def reader_count(article: Article) -> int:
    """The readers of an article on all days."""
    rows = HourlyArticleReaders.objects.filter(article=article)
    return rows.aggregate(Sum("readers"))["readers__sum"] or 0
