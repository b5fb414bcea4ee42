"""The URL that counts a visit.

Bad requests tried: articles that are not public or do not exist, ids beyond the database's range,
other methods, other sites, robots, floods, forged forwarding headers.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.readership import views
from newsroom.readership.models import VisitToken
from newsroom.readership.views import is_robot
from newsroom.web.rate_limits import RateLimit
from tests import builders
from tests.readership.beacons import DESKTOP, PHONE, reader_count, send_beacon
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db
BROWSER_HEADERS = {"sec-fetch-site": "same-origin", "user-agent": DESKTOP}


@pytest.mark.parametrize(
    "user_agent",
    [
        "", "curl/8.5", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1;line-poker/1.0", "Mozilla/5.0 (X11) HeadlessChrome/142.0",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0)", "python-requests/2.32", "Slackbot-LinkExpanding 1.0",
        "Mozilla/5.0 (compatible; YandexBot/3.0)", "WhatsApp/2 preview", "Chrome-Lighthouse something",
    ],
)  # fmt: skip
def test_robots_get_an_answer_and_are_not_counted(user_agent: str) -> None:
    article = builders.published_article()
    assert send_beacon(article, user_agent=user_agent) == 204
    assert reader_count(article) == 0


@pytest.mark.parametrize(
    "user_agent",
    [
        PHONE, DESKTOP,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari Line/15.1.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/22A [FBAN/FBIOS;FBAV/480.0;FBDV/iPhone14,5]",
        "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
    ],
)  # fmt: skip
def test_browsers_of_people_are_no_robots(user_agent: str) -> None:
    assert not is_robot(user_agent)


def test_signed_in_staff_is_not_counted() -> None:
    article = builders.published_article()
    client = Client(headers=BROWSER_HEADERS)
    client.force_login(builders.admin_user())
    assert client.post(f"/read/{article.pk}/").status_code == 204
    assert reader_count(article) == 0


@pytest.mark.parametrize("state", STATES)
def test_only_public_articles_are_counted(state: str) -> None:
    article = STATES[state]()
    assert send_beacon(article) == (204 if state == "published" else 404)
    assert reader_count(article) == (state == "published")


@pytest.mark.parametrize("pk", ["0", "999999", str(2**63), "9" * 60, "x", "-1"])
def test_ids_of_no_article_are_404(client: Client, pk: str) -> None:
    assert client.post(f"/read/{pk}/", headers=BROWSER_HEADERS).status_code == 404
    assert VisitToken.objects.count() == 0


def test_other_sites_other_methods_and_other_programs_are_refused(client: Client) -> None:
    article = builders.published_article()
    url = f"/read/{article.pk}/"
    for headers in (
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    ):
        response = client.post(url, headers={"user-agent": DESKTOP, **headers})
        assert response.status_code == 403
    for method in (client.get, client.put, client.delete, client.head):
        assert method(url, headers=BROWSER_HEADERS).status_code == 405
    assert reader_count(article) == 0
    response = client.post(url, headers={"origin": "http://testserver", "user-agent": DESKTOP})
    assert response.status_code == 204
    assert reader_count(article) == 1


def test_a_forged_forwarding_header_makes_no_new_reader() -> None:
    """T-P8"""
    article = builders.published_article()
    for index in range(3):
        send_beacon(article, **{"x-forwarded-for": f"8.8.8.{index}"})
    assert reader_count(article) == 1


def test_a_flood_from_one_ip_address_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    article = builders.published_article()
    monkeypatch.setattr(views, "VISITS_PER_IP", RateLimit("visits", limit=3, seconds=3600))
    statuses = [send_beacon(article, user_agent=f"{DESKTOP} {index}") for index in range(5)]
    assert statuses == [204, 204, 204, 429, 429]
    assert reader_count(article) == 3
    assert send_beacon(article, ip="198.51.100.9") == 204


def test_the_response_sets_no_cookie_is_not_cached_and_costs_few_queries(
    django_assert_max_num_queries: Any,
) -> None:
    article = builders.published_article()
    send_beacon(article, ip="198.51.100.1")
    with django_assert_max_num_queries(6):  # two of them begin and end the transaction
        response = Client().post(f"/read/{article.pk}/", headers=BROWSER_HEADERS)
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response.content == b""
