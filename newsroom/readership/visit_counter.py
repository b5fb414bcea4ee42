"""Counts each reader once for each article and day, from any number of processes, anonymously."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from functools import lru_cache
from ipaddress import ip_address, ip_network

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from newsroom.readership.models import (
    ALL_ARTICLES_ID,
    DailySalt,
    HourlyArticleReaders,
    VisitToken,
)

# How long counts are kept by hour; the most read articles need a day.
HOURLY_RETENTION = timedelta(days=8)
# How far before that hours may be left to roll up; a bound, so that old rows are not read each day.
ROLL_UP_WINDOW = timedelta(days=40)

# SQLite and PostgreSQL both take this syntax, and both report the new rows as `rowcount`.
_INSERT_TOKENS = (
    "INSERT INTO readership_visittoken (day, article_id, token) VALUES (%s, %s, %s), (%s, %s, %s) "
    "ON CONFLICT DO NOTHING"
)
_ADD_ARTICLE_READERS = (
    "INSERT INTO readership_hourlyarticlereaders (article_id, day, hour, readers) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (article_id, day, hour) "
    "DO UPDATE SET readers = readership_hourlyarticlereaders.readers + excluded.readers"
)
_ADD_DAILY_READER = (
    "INSERT INTO readership_dailyreaders (day, readers) VALUES (%s, 1) "
    "ON CONFLICT (day) DO UPDATE SET readers = readership_dailyreaders.readers + 1"
)


def count_reader(article_id: int, ip: str, user_agent: str) -> bool:
    """Count a reader of a public article; False if already counted for it today.

    Of IP address and user agent only a hash is stored, whose key is deleted the next day.
    """
    now = timezone.localtime()
    today = connection.ops.adapt_datefield_value(now.date())
    salt = _daily_salt(now.date())
    article_token = _token(salt, article_id, ip, user_agent)
    site_token = _token(salt, ALL_ARTICLES_ID, ip, user_agent)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _INSERT_TOKENS,
            [today, article_id, article_token, today, ALL_ARTICLES_ID, site_token],
        )
        # The site's token is inserted with a reader's first article, whichever that is: one new
        # row means a further article, two rows mean a reader who is new today.
        new_rows = cursor.rowcount
        if new_rows:
            cursor.execute(_ADD_ARTICLE_READERS, [article_id, today, now.hour, 1])
        if new_rows == 2:
            cursor.execute(_ADD_DAILY_READER, [today])
    return bool(new_rows)


def daily_pseudonym(ip: str | None) -> str:
    """A name for an IP address that is the same all day, and cannot be recomputed tomorrow."""
    return f"{_token(_daily_salt(timezone.localdate()), ALL_ARTICLES_ID, ip or '', ''):x}"


def purge_before(day: date) -> None:
    """Delete salts and tokens of earlier days; counts stay."""
    DailySalt.objects.filter(day__lt=day).delete()
    VisitToken.objects.filter(day__lt=day).delete()
    _roll_up_hours(day - HOURLY_RETENTION)


@lru_cache(maxsize=1)
def _daily_salt(day: date) -> bytes:
    """The day's salt. The first caller of a day creates it and purges the days before."""
    row, is_new = DailySalt.objects.get_or_create(
        day=day, defaults={"salt": secrets.token_bytes(32)}
    )
    if is_new:
        purge_before(day)
    return bytes(row.salt)


def _token(salt: bytes, article_id: int, ip: str, user_agent: str) -> int:
    visit = f"{article_id}\n{_network_prefix(ip)}\n{user_agent}".encode("utf-8", "replace")
    digest = hashlib.blake2b(visit, key=salt, digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _network_prefix(ip: str) -> str:
    """The IP address; of IPv6 the /64 of a household, because browsers change the rest (RFC 8981)."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    return str(address if address.version == 4 else ip_network((address, 64), strict=False))


@transaction.atomic
def _roll_up_hours(before: date) -> None:
    """Replace the hourly rows of days before `before` by one row a day, at hour 0."""
    hours = HourlyArticleReaders.objects.filter(
        day__lt=before, day__gte=before - ROLL_UP_WINDOW, hour__gt=0
    )
    totals = hours.values_list("article", "day").annotate(Sum("readers")).order_by()
    rows = [
        [article_id, connection.ops.adapt_datefield_value(day), 0, readers]
        for article_id, day, readers in totals
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD_ARTICLE_READERS, rows)
        hours.delete()
