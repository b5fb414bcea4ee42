"""Counting a reader: once a story and day, from any number of processes, without knowing who."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from functools import lru_cache
from ipaddress import ip_address, ip_network

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from newsroom.readership.models import WHOLE_PAPER, DaySecret, SeenToday, StoryReaders

# How long hours are told apart; most read needs a few days at most.
HOURS_KEPT = timedelta(days=8)
# Older days were folded already; looking further back would only read the whole past again.
FOLD_BACK = timedelta(days=40)

# Both databases write these alike, and say by `rowcount` how many rows were new.
_SEE = (
    "INSERT INTO readership_seentoday (day, story, token) VALUES (%s, %s, %s), (%s, %s, %s) "
    "ON CONFLICT DO NOTHING"
)
_ADD_TO_STORY = (
    "INSERT INTO readership_storyreaders (article_id, day, hour, readers) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (article_id, day, hour) "
    "DO UPDATE SET readers = readership_storyreaders.readers + excluded.readers"
)
_ADD_TO_DAY = (
    "INSERT INTO readership_dayreaders (day, readers) VALUES (%s, 1) "
    "ON CONFLICT (day) DO UPDATE SET readers = readership_dayreaders.readers + 1"
)


def count_reader(story: int, address: str, agent: str) -> bool:
    """Count a reader of a public story; False if this one was counted today already.

    Nothing of address and agent is kept but a hash whose key is gone tomorrow.
    """
    now = timezone.localtime()
    today = connection.ops.adapt_datefield_value(now.date())
    secret = _secret(now.date())
    of_story = _token(secret, story, address, agent)
    of_paper = _token(secret, WHOLE_PAPER, address, agent)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SEE, [today, story, of_story, today, WHOLE_PAPER, of_paper])
        # The paper's row was written with the reader's first story, whichever that was: one new
        # row is a further story, two are a new reader.
        new = cursor.rowcount
        if new:
            cursor.execute(_ADD_TO_STORY, [story, today, now.hour, 1])
        if new == 2:
            cursor.execute(_ADD_TO_DAY, [today])
    return bool(new)


def alias(address: str | None) -> str:
    """What an address is called for today: as good a name to count by, and of no use tomorrow."""
    return f"{_token(_secret(timezone.localdate()), WHOLE_PAPER, address or '', ''):x}"


def forget_before(day: date) -> None:
    """Throw away the keys and hashes of days that are over; numbers stay."""
    DaySecret.objects.filter(day__lt=day).delete()
    SeenToday.objects.filter(day__lt=day).delete()
    _fold(day - HOURS_KEPT)


@lru_cache(maxsize=1)
def _secret(day: date) -> bytes:
    """The day's key. Whoever asks first makes it, and ends the days before."""
    kept, is_first = DaySecret.objects.get_or_create(
        day=day, defaults={"secret": secrets.token_bytes(32)}
    )
    if is_first:
        forget_before(day)
    return bytes(kept.secret)


def _token(secret: bytes, story: int, address: str, agent: str) -> int:
    who = f"{story}\n{_network(address)}\n{agent}".encode("utf-8", "replace")
    digest = hashlib.blake2b(who, key=secret, digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _network(address: str) -> str:
    """The address; of IPv6 the household's part, for browsers change the rest by themselves."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(known if known.version == 4 else ip_network((known, 64), strict=False))


@transaction.atomic
def _fold(before: date) -> None:
    """Put the hours of days before `before` together into their day."""
    hours = StoryReaders.objects.filter(day__lt=before, day__gte=before - FOLD_BACK, hour__gt=0)
    totals = hours.values_list("article", "day").annotate(Sum("readers")).order_by()
    rows = [
        [article, connection.ops.adapt_datefield_value(day), 0, readers]
        for article, day, readers in totals
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD_TO_STORY, rows)
        hours.delete()
