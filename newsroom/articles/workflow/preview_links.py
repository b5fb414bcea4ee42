"""Preview links: an article's page for people without an account, for a few days.

A link ends at its time, by a click in the admin, and when the article is withdrawn; one to a change
that waits also when the change waits no longer. Its token is signed, so that nobody finds one by
trying.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles.models import Article, PendingChange, PreviewLink
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.thai.dates import thai_datetime
from newsroom.web.absolute_urls import absolute_url

SALT = "newsroom.articles.preview"
# How many days a link may be valid; the first is the default.
VALID_DAYS = (1, 3, 7)


def create_preview_link(
    article: Article,
    days: int,
    request: HttpRequest,
    *,
    by: User | None = None,
    change: PendingChange | None = None,
) -> tuple[str, datetime]:
    """An absolute URL and when it expires; with `change` it shows the article as it would become."""
    now = timezone.now()
    PreviewLink.objects.filter(expires_at__lte=now).delete()
    link = PreviewLink.objects.create(
        article=article, user=by, created_at=now, expires_at=now + timedelta(days=days)
    )
    ids = [article.pk, link.pk] if change is None else [article.pk, link.pk, change.pk]
    token = signing.dumps(ids, salt=SALT)
    url = absolute_url(reverse("articles:shared_preview", args=[token]), request)
    if by:
        detail = f"ใช้ได้ถึง {thai_datetime(link.expires_at)}"
        log_action(Action.PREVIEW_SHARED, article, by=by, detail=detail)
    return url, link.expires_at


def valid_links(article: Article) -> QuerySet[PreviewLink]:
    """The article's links that still show it."""
    links = PreviewLink.objects.filter(article=article, expires_at__gt=timezone.now())
    return links.order_by("expires_at").select_related("user")


def end_preview_links(article: Article, *, by: User) -> int:
    """End every link to the article's preview, at once. Returns how many showed it until now."""
    count = valid_links(article).count()
    PreviewLink.objects.filter(article=article).delete()
    if count:
        log_action(Action.CHANGED, article, by=by, detail=f"ปิดลิงก์ตัวอย่าง {count} ลิงก์")
    return count


def read_token(token: str) -> tuple[int, PendingChange | None, bool]:
    """The article's id, the change to show, and whether the link has ended.

    Raises ValueError for a forged token.
    """
    try:
        article_id, link_id, *change_ids = map(int, signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        raise ValueError("not a preview token") from None
    valid = PreviewLink.objects.filter(
        pk=link_id, article=article_id, expires_at__gt=timezone.now()
    )
    if not change_ids:
        return article_id, None, not valid.exists()
    changes = PendingChange.objects.select_related("base", "revision")
    change = changes.filter(pk=change_ids[0], article=article_id).first()
    return article_id, change, change is None or not valid.exists()


def add_noindex_headers(response: HttpResponse) -> HttpResponse:
    """Keep a preview out of search indexes, and its URL out of other sites' logs."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
