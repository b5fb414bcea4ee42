"""Counting readers: each once for each article and day, in any process, without identifying them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from newsroom.readership import views, visit_counter
from newsroom.readership.models import DailyReaders, DailySalt, HourlyArticleReaders, VisitToken
from newsroom.web.rate_limits import RateLimit
from tests import builders
from tests.readership.beacons import DESKTOP, reader_count, send_beacon
from tests.servers import ROOT, migrate, node_env

pytestmark = pytest.mark.django_db


def cache_keys() -> set[str]:
    with closing(sqlite3.connect(settings.CACHES["default"]["LOCATION"])) as connection:
        return {key for (key,) in connection.execute("SELECT key FROM cache")}


def readers_by_day() -> dict[date, int]:
    return dict(DailyReaders.objects.values_list("day", "readers"))


def test_a_reader_counts_once_for_each_article_and_day() -> None:
    first, second = builders.published_article(), builders.published_article()
    today = timezone.localdate()
    assert [send_beacon(first) for _ in range(3)] == [204, 204, 204]
    assert (reader_count(first), readers_by_day()) == (1, {today: 1})
    send_beacon(second)
    assert (reader_count(second), readers_by_day()) == (1, {today: 1})
    send_beacon(first, user_agent=DESKTOP)
    send_beacon(first, ip="203.0.113.8")
    assert (reader_count(first), readers_by_day()) == (3, {today: 3})


def test_the_next_day_counts_again_and_deletes_salt_and_tokens_of_the_day_before() -> None:
    article = builders.published_article(published_at=timezone.now() - timedelta(days=3))
    send_beacon(article)
    first_salt = bytes(DailySalt.objects.get().salt)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        send_beacon(article)
        tomorrow = timezone.localdate()
    assert reader_count(article) == 2
    assert list(readers_by_day().values()) == [1, 1]
    assert [row.day for row in DailySalt.objects.all()] == [tomorrow]
    assert bytes(DailySalt.objects.get().salt) != first_salt
    assert set(VisitToken.objects.values_list("day", flat=True)) == {tomorrow}


def test_another_process_recognises_the_same_readers() -> None:
    article = builders.published_article()
    send_beacon(article)
    visit_counter._daily_salt.cache_clear()
    send_beacon(article)
    assert reader_count(article) == 1
    assert DailySalt.objects.count() == 1


@pytest.mark.slow
def test_two_processes_at_once_count_each_reader_once(tmp_path: Path) -> None:
    """Real processes on one database file: 40 readers of both, and 10 of each of their own."""
    env = node_env(tmp_path, 8999)
    migrate(env)

    def python(code: str) -> subprocess.Popen[bytes]:
        setup = "import django; django.setup()\n"
        return subprocess.Popen([sys.executable, "-c", setup + code], cwd=ROOT, env=env)

    prepare = python(
        "from newsroom.articles.models import Article\nArticle.objects.create(headline='ก')\n"
    )
    assert prepare.wait(120) == 0
    count = (
        "from newsroom.readership.visit_counter import count_reader\n"
        "for index in range(40): count_reader(1, f'198.51.100.{index}', 'a')\n"
        "for index in range(10): count_reader(1, f'10.{%d}.0.{index}', 'a')\n"
    )
    processes = [python(count % 1), python(count % 2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    check = python(
        "from newsroom.readership.models import *\n"
        "from django.db.models import Sum\n"
        "assert HourlyArticleReaders.objects.aggregate(n=Sum('readers'))['n'] == 60\n"
        "assert DailyReaders.objects.get().readers == 60\n"
        "assert DailySalt.objects.count() == 1\n"
    )
    assert check.wait(60) == 0


def test_ip_address_and_user_agent_are_stored_nowhere() -> None:
    article = builders.published_article()
    ips = ("203.0.113.7", "2001:db8:77:1:aaaa::1")
    for ip in ips:
        assert send_beacon(article, ip=ip) == 204
    stored = " ".join(
        str(list(model._default_manager.values()))
        for model in apps.get_models(include_auto_created=True)
    )
    for trace in ("203.0.113", "2001:db8", "SM-A155F", "Android"):
        assert trace not in stored
    # Nor in the shared cache, as a hash that anybody could compute from a list of IP addresses.
    before = cache_keys()
    assert len(before) == 2
    for ip in ips:
        RateLimit(views.VISITS_PER_IP.name, limit=9, seconds=600).allow(ip)
    assert len(cache_keys() - before) == 2


def test_tokens_of_one_reader_for_two_articles_have_nothing_in_common() -> None:
    for _ in range(2):
        send_beacon(builders.published_article())
    tokens = list(VisitToken.objects.values_list("token", flat=True))
    assert len(tokens) == len(set(tokens)) == 3


def test_addresses_of_one_ipv6_network_are_one_reader() -> None:
    article = builders.published_article()
    send_beacon(article, ip="2001:db8:77:1:aaaa::1")
    send_beacon(article, ip="2001:db8:77:1:bbbb::2")
    send_beacon(article, ip="2001:db8:77:2::1")
    assert reader_count(article) == 2


def test_old_hours_are_rolled_up_to_days() -> None:
    article = builders.published_article(published_at=timezone.now() - timedelta(days=60))
    today = timezone.localdate()
    old, recent = today - timedelta(days=10), today - timedelta(days=2)
    for day in (old, recent):
        for hour, readers in ((0, 1), (7, 20), (21, 300)):
            builders.add_visits(article, readers, day=day, hour=hour)
    visit_counter.purge_before(today)
    rows = HourlyArticleReaders.objects.order_by("day", "hour")
    assert list(rows.values_list("day", "hour", "readers")) == [
        (old, 0, 321), (recent, 0, 1), (recent, 7, 20), (recent, 21, 300),
    ]  # fmt: skip
    visit_counter.purge_before(today)
    assert reader_count(article) == 642


def test_deleting_an_article_deletes_its_counts_but_not_those_of_the_day() -> None:
    article = builders.published_article()
    send_beacon(article)
    article.delete()
    assert HourlyArticleReaders.objects.count() == 0
    assert list(readers_by_day().values()) == [1]
