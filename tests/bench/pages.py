"""What rendering a page costs: CPU time of this process and database queries."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from urllib.parse import quote, unquote

from django.core.wsgi import get_wsgi_application
from django.db import connection

from newsroom.articles.models import Article, Section
from newsroom.web.pagination import PER_PAGE
from tests import builders

ROUNDS = 21


def page_urls(with_search: bool = False) -> dict[str, str]:
    """The URLs of the pages that are measured, by what they are."""
    article = Article.objects.published().newest_first()[10]
    section = Section.objects.all()[0]
    section_url = section.get_absolute_url()
    last_page = Article.objects.published().filter(section=section).count() // PER_PAGE
    urls = {
        "front page": "/",
        "article, 20 comments": article.get_absolute_url(),
        "section": section_url,
        "section, page 10": f"{section_url}?page=10",
        "section, page 500 or last": f"{section_url}?page={min(500, last_page)}",
        "section, last page": f"{section_url}?page={last_page}",
        "tag": article.tags.all()[0].get_absolute_url(),
        "author": article.cached_bylines[0].author.get_absolute_url(),
        "archive": "/archive/",
        "archive, a month": f"/archive/{article.published_at:%Y/%m}/",
        "feed": "/feed/",
        "sitemap": "/sitemap.xml",
        "news sitemap": "/news-sitemap.xml",
        "sitemap of tags": "/sitemap-tags.xml",
    }
    if with_search:
        urls["search"] = f"/search/?q={quote('ปูม้า')}"
        urls["search, misspelt"] = f"/search/?q={quote('ปล่อยพันธุปูม้')}"
    return urls


def measure(urls: dict[str, str]) -> dict[str, dict[str, float]]:
    """By page: `cpu` (ms), `queries` and `bytes` of rendering it.

    As in a worker, values that are memoised for every page are there; the page itself is not cached.
    """
    application = get_wsgi_application()
    results = {}
    with builders.page_cache_enabled():
        for name, url in urls.items():
            render = _renderer(application, url)
            size = render()
            results[name] = {
                "queries": _count_queries(render),
                "cpu": cpu_ms(render),
                "bytes": size,
            }
    return results


def cpu_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median CPU time of a call, in milliseconds."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return median(times)


def reference_ms() -> float:
    """The CPU time of a fixed piece of Python on this machine now, to compare figures of runs by."""
    return cpu_ms(lambda: sorted(str(number) for number in range(10_000)))


def _count_queries(work: Callable[[], object]) -> int:
    queries: list[str] = []

    def record(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(record):
        work()
    return len(queries)


def _renderer(application: Any, url: str) -> Callable[[], int]:
    """A function that requests the URL from the WSGI application and returns the body's size."""
    path, _, query = url.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }

    def render() -> int:
        statuses: list[str] = []
        response = application(dict(environ), lambda status, headers: statuses.append(status))
        size = sum(map(len, response))
        response.close()
        if not statuses[0].startswith("200"):
            raise RuntimeError(f"{url}: {statuses[0]}")
        return size

    return render
