"""Headers of every response, and what pages load."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import builders

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


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_security_headers_and_sets_no_cookie(client: Client, path: str) -> None:
    builders.published_article()
    response = client.get(path)
    csp = response["Content-Security-Policy"]
    assert "default-src 'none'" in csp
    assert "script-src 'self'" in csp
    assert "unsafe" not in csp
    assert "nonce" not in csp
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in response["Permissions-Policy"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    if response.status_code == 200:
        assert "s-maxage" in response["Cache-Control"]


@pytest.mark.django_db
def test_no_page_loads_anything_from_another_host(client: Client) -> None:
    """T-P7: links may lead away, but nothing is fetched before a click"""
    article = builders.published_article(lead_photo=builders.photo())
    for path in [*PAGES, article.get_absolute_url()]:
        page = client.get(path).content.decode()
        for url in re.findall(
            r'<(?:script|img|source|iframe|link rel="(?:stylesheet|icon|preload|manifest)")[^>]*(?:src|href|srcset)="([^"]+)"',
            page,
        ):
            assert url.startswith("/"), f"{path} loads {url}"
        assert "style=" not in page
        # Scripts of ours: the reader's colours and size before anything shows, then what waits for the
        # page.
        scripts = re.findall(r"<script(?! type=\"application/ld\+json\")[^>]*>", page)
        ours = ['<script src="/static/js/page.js">'] * ("<html" in page)
        if path == article.get_absolute_url():
            ours.append('<script src="/static/js/story.js" defer>')
        if path == "/":
            ours.append('<script src="/static/js/near-home.js" defer>')
        assert scripts == ours, path


@pytest.mark.django_db
def test_the_admin_has_its_own_csp(client: Client) -> None:
    client.force_login(builders.admin_user())
    response = client.get("/admin/articles/article/add/")
    csp = response["Content-Security-Policy"]
    assert "nonce-" in csp
    assert "default-src 'none'" in csp
    assert "unsafe" not in csp
