"""What every answer carries, and who is believed. Forged: X-Forwarded-*, Host, Origin, Sec-Fetch-Site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from newsroom.articles.models import Article, Section
from newsroom.web import addresses
from newsroom.web.limits import Limit
from newsroom.web.paging import get_page
from newsroom.web.proxies import TrustedProxies
from newsroom.web.static import gather
from tests import builders

ROOT = Path(__file__).parents[2]
PAGES = [
    "/",
    "/section/local/",
    "/author/phaithun/",
    "/archive/",
    "/search/?q=ก",
    "/about/",
    "/contact/",
    "/privacy/",
    "/feed/",
    "/robots.txt",
    "/none/",
]


def seen(trusted: list[str], remote: str, settings: Any, **meta: str) -> HttpRequest:
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **meta)
    TrustedProxies(lambda request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("trusted", "remote", "forwarded", "reader"),
    [
        ([], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "nonsense", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "[2001:db8::1]:443", "2001:db8::1"),
        (["10.0.0.0/8"], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
    ],
)
def test_only_our_own_proxies_may_say_who_the_reader_is(
    trusted: list[str], remote: str, forwarded: str, reader: str, settings: Any
) -> None:
    """T-P8"""
    request = seen(trusted, remote, settings, HTTP_X_FORWARDED_FOR=forwarded)
    assert request.client_address == reader


def test_tls_is_believed_only_from_our_own_proxies(settings: Any) -> None:
    assert not seen([], "198.51.100.7", settings, HTTP_X_FORWARDED_PROTO="https").is_secure()
    assert seen(
        ["198.51.100.0/24"], "198.51.100.7", settings, HTTP_X_FORWARDED_PROTO="https"
    ).is_secure()


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_guarded_and_sets_no_cookie(client: Client, address: str) -> None:
    builders.published_article()
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer["Permissions-Policy"]
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    if answer.status_code == 200:
        assert "s-maxage" in answer["Cache-Control"]


@pytest.mark.django_db
def test_no_page_loads_anything_from_elsewhere(client: Client) -> None:
    """T-P7: links may lead away, but nothing is fetched before a click"""
    article = builders.published_article(lead_photo=builders.photo())
    for address in [*PAGES, article.get_absolute_url()]:
        page = client.get(address).content.decode()
        for loaded in re.findall(
            r'<(?:script|img|source|iframe|link rel="(?:stylesheet|icon|preload|manifest)")[^>]*(?:src|href|srcset)="([^"]+)"',
            page,
        ):
            assert loaded.startswith("/"), f"{address} loads {loaded}"
        assert "style=" not in page
        # Scripts of ours that wait for the page: suggestions, and on a story the reader's count.
        scripts = re.findall(r"<script(?! type=\"application/ld\+json\")[^>]*>", page)
        ours = ['<script src="/static/js/suggest.js" defer>'] * ("<html" in page)
        if address == article.get_absolute_url():
            ours.append(f'<script src="/static/js/read.js" data-read="/read/{article.pk}/" defer>')
        assert scripts == ours, address


@pytest.mark.django_db
def test_the_admin_has_a_policy_of_its_own(client: Client) -> None:
    client.force_login(builders.admin_user())
    answer = client.get("/admin/articles/article/add/")
    policy = answer["Content-Security-Policy"]
    assert "nonce-" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_an_unknown_host_is_refused_in_thai(client: Client) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "คำขอไม่ถูกต้อง" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["abc", "-1", "0", "", "1.5", "%00", "²", "１", "\u0e50"])
def test_a_page_number_that_is_none_is_page_one(asked: str) -> None:
    for _ in range(3):
        builders.published_article()
    request = RequestFactory().get("/", {"page": asked})
    assert get_page(request, Article.objects.newest_first(), per_page=2).number == 1


@pytest.mark.django_db
def test_thai_page_numbers_count_and_pages_past_the_end_are_404() -> None:
    for _ in range(3):
        builders.published_article()
    page = get_page(
        RequestFactory().get("/", {"page": "๒"}), Article.objects.newest_first(), per_page=2
    )
    assert (page.number, page.query, len(page.rows)) == (2, "?page=2", 1)
    assert (page.newer, page.older, page.last, page.count) == ("/", "", 2, 3)
    for asked in ("3", "99999", "9" * 400):
        with pytest.raises(Http404):
            get_page(
                RequestFactory().get("/", {"page": asked}),
                Article.objects.newest_first(),
                per_page=2,
            )
    assert get_page(RequestFactory().get("/"), Section.objects.none()).number == 1


def test_absolute_addresses_are_ascii_and_encoded_once(settings: Any) -> None:
    """T-X1"""
    settings.PUBLIC_URL = "https://paper.example"
    assert (
        addresses.absolute("/tag/ข่าว/")
        == "https://paper.example/tag/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7/"
    )
    assert addresses.absolute("/tag/%E0%B8%82/") == "https://paper.example/tag/%E0%B8%82/"
    settings.PUBLIC_URL = ""
    assert addresses.absolute("/a/", RequestFactory().get("/")) == "http://testserver/a/"


def test_limits_count_by_key_and_forget() -> None:
    limit = Limit("test", most=2, seconds=3600)
    assert [limit.allow("ก") for _ in range(3)] == [True, True, False]
    assert limit.allow("ข")
    assert limit.allow(None)


@pytest.mark.redis
def test_limits_hold_on_a_real_redis(settings: Any) -> None:
    import redis

    url = os.environ.get("NEWSROOM_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        redis.Redis.from_url(url).ping()
    except redis.ConnectionError:
        if os.environ.get("NEWSROOM_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip("no Redis server is running")
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    }
    limit = Limit(f"test-{os.getpid()}", most=3, seconds=3600)
    assert [limit.allow("ก") for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.django_db
def test_photos_are_served_for_ever_and_nothing_else_is(client: Client, settings: Any) -> None:
    photo = builders.photo()
    address = photo.url("card")
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    (settings.MEDIA_ROOT / "photos" / "evil.html").write_text("<script>")
    (settings.MEDIA_ROOT / "secret.jpg").write_bytes(b"x")
    for bad in (
        "evil.html",
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        "..%2fsecret.jpg",
        "none.jpg",
        "",
        "a%00.jpg",
        "photos/",
        "\\..\\secret.jpg",
    ):
        assert client.get(f"/media/photos/{bad}").status_code == 404, bad


@pytest.mark.django_db
def test_health_says_what_is_well(client: Client) -> None:
    assert client.get("/healthz").json() == {
        "ok": True,
        "database": True,
        "cache": True,
        "photos": True,
    }


@pytest.mark.parametrize("url", ["", "https://paper.example"])
def test_the_deploy_check_is_clean(url: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "NEWSROOM_DATA": str(tmp_path),
        "NEWSROOM_URL": url,
        "DJANGO_SETTINGS_MODULE": "newsroom.config.settings",
    }
    for name in ("NEWSROOM_SECRET_KEY", "NEWSROOM_HOSTS", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(name, None)
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    key = tmp_path / "secret-key.txt"
    assert len(key.read_text()) > 50
    assert key.stat().st_mode & 0o077 == 0


def test_static_files_are_gathered_again_only_when_one_changed(
    settings: Any, tmp_path: Any
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.css").write_text("p { color: red }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "gathered"
    get_finder.cache_clear()
    try:
        assert gather()
        assert not gather()
        (source / "one.css").write_text("p { color: green; }")
        os.utime(source / "one.css", (time.time() + 9, time.time() + 9))
        assert gather()
        assert "green" in (tmp_path / "gathered" / "one.css").read_text()
    finally:
        get_finder.cache_clear()
