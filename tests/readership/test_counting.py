"""Counting readers. Bad requests tried: stories that are not public or not there, ids past the
database's end, other methods, other sites, robots, floods, an address in every form."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.readership import counting, views
from newsroom.readership.models import DayReaders, DaySecret, SeenToday, StoryReaders
from newsroom.readership.views import is_robot
from newsroom.web.limits import Limit
from tests import builders
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; SM-A155F) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
)
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture(autouse=True)
def _forget_the_days_key() -> None:
    """Each test is a process that has just started."""
    counting._secret.cache_clear()


def beacon(article: Article, address: str = "203.0.113.7", agent: str = PHONE, **extra: Any) -> int:
    """Sends what the script sends; returns the status."""
    headers = {"sec-fetch-site": "same-origin", "user-agent": agent, **extra.pop("headers", {})}
    return (
        Client()
        .post(f"/read/{article.pk}/", headers=headers, REMOTE_ADDR=address, **extra)
        .status_code
    )


def readers(article: Article) -> int:
    return StoryReaders.objects.filter(article=article).aggregate(all=Sum("readers"))["all"] or 0


def days() -> dict[Any, int]:
    return dict(DayReaders.objects.values_list("day", "readers"))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Sets the clock: `at(moment)`."""

    def set_clock(moment: Any) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_clock


def test_a_reader_counts_once_a_story_and_day() -> None:
    story, other = builders.published_article(), builders.published_article()
    assert [beacon(story) for _ in range(3)] == [204, 204, 204]
    assert (readers(story), days()) == (1, {timezone.localdate(): 1})
    beacon(other)
    assert (readers(other), days()) == (1, {timezone.localdate(): 1})
    beacon(story, agent=DESK)
    beacon(story, address="203.0.113.8")
    assert (readers(story), days()) == (3, {timezone.localdate(): 3})


def test_the_next_day_counts_again_and_the_day_before_is_forgotten(at: Any) -> None:
    story = builders.published_article(published_at=timezone.now() - timedelta(days=3))
    now = timezone.now()
    beacon(story)
    first = DaySecret.objects.get().secret
    at(now + timedelta(days=1))
    beacon(story)
    assert readers(story) == 2
    assert list(days().values()) == [1, 1]
    tomorrow = timezone.localdate()
    assert [row.day for row in DaySecret.objects.all()] == [tomorrow]
    assert bytes(DaySecret.objects.get().secret) != bytes(first)
    assert set(SeenToday.objects.values_list("day", flat=True)) == {tomorrow}


def test_another_process_knows_the_same_readers() -> None:
    story = builders.published_article()
    beacon(story)
    counting._secret.cache_clear()
    beacon(story)
    assert readers(story) == 1
    assert DaySecret.objects.count() == 1


def test_two_processes_at_once_count_each_reader_once(tmp_path: Path) -> None:
    """Real processes on one database file: 40 readers of both, and 10 of each of their own."""
    environment = {**os.environ, "NEWSROOM_DATA": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "newsroom.config.settings"
    for name in ("DATABASE_URL", "NEWSROOM_TEST_DATABASE_URL"):
        environment.pop(name, None)
    root = Path(__file__).parents[2]

    def python(code: str) -> subprocess.Popen[bytes]:
        begin = "import django; django.setup()\n"
        return subprocess.Popen([sys.executable, "-c", begin + code], cwd=root, env=environment)

    prepare = python(
        "from django.core.management import call_command as call\n"
        "from newsroom.articles.models import Article\n"
        "call('migrate', verbosity=0)\nArticle.objects.create(headline='ก')\n"
    )
    assert prepare.wait(120) == 0
    count = (
        "from newsroom.readership.counting import count_reader\n"
        "for number in range(40): count_reader(1, f'198.51.100.{number}', 'a')\n"
        "for number in range(10): count_reader(1, f'10.{%d}.0.{number}', 'a')\n"
    )
    assert [one.wait(60) for one in [python(count % 1), python(count % 2)]] == [0, 0]
    check = python(
        "from newsroom.readership.models import *\n"
        "from django.db.models import Sum\n"
        "assert StoryReaders.objects.aggregate(n=Sum('readers'))['n'] == 60\n"
        "assert DayReaders.objects.get().readers == 60\n"
        "assert DaySecret.objects.count() == 1\n"
    )
    assert check.wait(60) == 0


def test_no_address_and_no_browser_is_stored_anywhere() -> None:
    story = builders.published_article()
    for address in ("203.0.113.7", "2001:db8:77:1:aaaa::1"):
        assert beacon(story, address=address) == 204
    stored = " ".join(
        str(list(model._default_manager.values()))
        for model in apps.get_models(include_auto_created=True)
    )
    for trace in ("203.0.113", "2001:db8", "SM-A155F", "Android"):
        assert trace not in stored
    # Nor in the shared cache under a hash that anybody could compute again.
    before = set(cache._cache)  # type: ignore[attr-defined]
    for address in ("203.0.113.7", "2001:db8:77:1:aaaa::1"):
        Limit(views.PER_ADDRESS.name, most=9, seconds=600).allow(address)
    assert not before & (set(cache._cache) - before)  # type: ignore[attr-defined]
    assert len(set(cache._cache) - before) == 2  # type: ignore[attr-defined]


def test_two_stories_tokens_of_one_reader_have_nothing_in_common() -> None:
    one, two = builders.published_article(), builders.published_article()
    beacon(one)
    beacon(two)
    tokens = list(SeenToday.objects.values_list("token", flat=True))
    assert len(tokens) == len(set(tokens)) == 3


def test_a_household_is_one_reader_however_often_its_address_changes() -> None:
    story = builders.published_article()
    beacon(story, address="2001:db8:77:1:aaaa::1")
    beacon(story, address="2001:db8:77:1:bbbb::2")
    beacon(story, address="2001:db8:77:2::1")
    assert readers(story) == 2


@pytest.mark.parametrize(
    "agent",
    [
        "", "curl/8.5", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1;line-poker/1.0", "Mozilla/5.0 (X11) HeadlessChrome/142.0",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0)", "python-requests/2.32", "Slackbot-LinkExpanding 1.0",
        "Mozilla/5.0 (compatible; YandexBot/3.0)", "WhatsApp/2 preview", "Chrome-Lighthouse something",
    ],
)  # fmt: skip
def test_robots_are_answered_and_not_counted(agent: str) -> None:
    story = builders.published_article()
    assert beacon(story, agent=agent) == 204
    assert readers(story) == 0


@pytest.mark.parametrize(
    "agent",
    [
        PHONE, DESK,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari Line/15.1.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/22A [FBAN/FBIOS;FBAV/480.0;FBDV/iPhone14,5]",
        "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
    ],
)  # fmt: skip
def test_people_are_no_robots(agent: str) -> None:
    assert not is_robot(agent)


def test_the_newsroom_does_not_count_itself() -> None:
    story = builders.published_article()
    client = Client(headers={"sec-fetch-site": "same-origin", "user-agent": DESK})
    client.force_login(builders.admin_user())
    assert client.post(f"/read/{story.pk}/").status_code == 204
    assert readers(story) == 0


@pytest.mark.parametrize("state", STATES)
def test_only_public_stories_have_readers(state: str) -> None:
    story = STATES[state]()
    assert beacon(story) == (204 if state == "published" else 404)
    assert readers(story) == (state == "published")


@pytest.mark.parametrize("number", ["0", "999999", str(2**63), "9" * 60, "x", "-1"])
def test_what_is_no_story_is_404(client: Client, number: str) -> None:
    answer = client.post(
        f"/read/{number}/", headers={"sec-fetch-site": "same-origin", "user-agent": DESK}
    )
    assert answer.status_code == 404
    assert SeenToday.objects.count() == 0


def test_other_sites_other_methods_and_no_browser_are_refused(client: Client) -> None:
    story = builders.published_article()
    address = f"/read/{story.pk}/"
    for headers in (
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    ):
        assert client.post(address, headers={"user-agent": DESK, **headers}).status_code == 403
    for method in (client.get, client.put, client.delete, client.head):
        answer = method(address, headers={"sec-fetch-site": "same-origin", "user-agent": DESK})
        assert answer.status_code == 405
    assert readers(story) == 0
    answer = client.post(address, headers={"origin": "http://testserver", "user-agent": DESK})
    assert answer.status_code == 204
    assert readers(story) == 1


def test_a_forged_forwarding_header_makes_no_new_reader() -> None:
    """T-P8"""
    story = builders.published_article()
    for number in range(3):
        beacon(story, headers={"x-forwarded-for": f"8.8.8.{number}"})
    assert readers(story) == 1


def test_a_flood_from_one_address_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    story = builders.published_article()
    monkeypatch.setattr(views, "PER_ADDRESS", Limit("readings", most=3, seconds=3600))
    told = [beacon(story, agent=f"{DESK} {number}") for number in range(5)]
    assert told == [204, 204, 204, 429, 429]
    assert readers(story) == 3
    assert beacon(story, address="198.51.100.9") == 204


def test_a_beacon_sets_no_cookie_is_never_kept_and_costs_little(
    django_assert_max_num_queries: Any,
) -> None:
    story = builders.published_article()
    beacon(story, address="198.51.100.1")
    headers = {"sec-fetch-site": "same-origin", "user-agent": DESK}
    with django_assert_max_num_queries(6):  # two of them begin and end the transaction
        answer = Client().post(f"/read/{story.pk}/", headers=headers)
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == b""


def test_hours_of_long_ago_become_their_day(at: Any) -> None:
    story = builders.published_article(published_at=timezone.now() - timedelta(days=60))
    today = timezone.localdate()
    old, recent = today - timedelta(days=10), today - timedelta(days=2)
    for day in (old, recent):
        for hour, number in ((0, 1), (7, 20), (21, 300)):
            builders.read_by(story, number, day=day, hour=hour)
    counting.forget_before(today)
    rows = StoryReaders.objects.order_by("day", "hour").values_list("day", "hour", "readers")
    assert list(rows) == [(old, 0, 321), (recent, 0, 1), (recent, 7, 20), (recent, 21, 300)]
    counting.forget_before(today)
    assert readers(story) == 642


def test_a_story_that_is_deleted_takes_its_numbers_along() -> None:
    story = builders.published_article()
    beacon(story)
    story.delete()
    assert StoryReaders.objects.count() == 0
    assert list(days().values()) == [1]
