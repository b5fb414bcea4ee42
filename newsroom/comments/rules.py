"""Rules for readers' comments: limits, each with its reason, and when an article accepts comments."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from newsroom.web.rate_limits import RateLimit

if TYPE_CHECKING:
    from newsroom.articles.models import Article
    from newsroom.site.models import SiteSettings

# Long enough for an argument, short enough to moderate; in code points, as the database counts.
MAX_BODY_LENGTH = 3000
MAX_NAME_LENGTH = 60
# Programs submit a form at once; nobody reads and writes within this many seconds.
MIN_FORM_SECONDS = 3
# Pages with the form may come from caches; a form older than a day has to be submitted again.
MAX_FORM_AGE_SECONDS = 24 * 60 * 60
# Readers of news link to a source or two; more is nearly always advertising.
MAX_LINKS = 2
# The same text under the same name within this time is a double click, not a second comment.
DUPLICATE_WINDOW = timedelta(minutes=10)
# Above so many comments the form is before them, or nobody would find it.
FORM_FIRST_ABOVE = 10
# A family or an office shares an IP address; a program does not stop at five.
COMMENTS_PER_IP = RateLimit("comment", limit=5, seconds=600)

_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


def is_open(article: Article, site_settings: SiteSettings) -> bool:
    """Whether the article accepts comments now: its own switch, the site's, and its age."""
    if not (article.comments_open and site_settings.comments_enabled and article.is_published):
        return False
    days = site_settings.comments_close_after_days
    if not days or article.published_at is None:
        return True
    return timezone.now() - article.published_at <= timedelta(days=days)


def has_many_links(body: str) -> bool:
    """Whether the text looks like advertising, so that a moderator should see it first."""
    return len(_LINK.findall(body)) > MAX_LINKS
