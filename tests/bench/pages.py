"""What a page costs when it is made: CPU of this process and questions to the database."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from urllib.parse import unquote

from django.core.wsgi import get_wsgi_application
from django.db import connection

from newsroom.articles.models import Article, Section
from newsroom.web import pages
from newsroom.web.paging import PER_PAGE

ROUNDS = 21


def addresses() -> dict[str, str]:
    """The pages that are measured."""
    story = Article.objects.published().newest_first()[10]
    main = Section.objects.all()[0]
    of_section = Article.objects.published().filter(section=main).count()
    tag = story.tags.all()[0]
    return {
        "front page": "/",
        "story, 20 comments": story.get_absolute_url(),
        "section": main.get_absolute_url(),
        "section, page 10": f"{main.get_absolute_url()}?page=10",
        "section, page 500 or last": f"{main.get_absolute_url()}?page={min(500, -(-of_section // PER_PAGE))}",
        "section, last page": f"{main.get_absolute_url()}?page={-(-of_section // PER_PAGE)}",
        "tag": tag.get_absolute_url(),
        "author": story.byline[0].author.get_absolute_url(),
        "archive": "/archive/",
        "archive, a month": f"/archive/{story.published_at:%Y/%m}/",
        "feed": "/feed/",
        "sitemap": "/sitemap.xml",
        "news sitemap": "/news-sitemap.xml",
        "sitemap of tags": "/sitemap-tags.xml",
    }


def measure(found: dict[str, str]) -> dict[str, dict[str, float]]:
    """By page: `cpu` in ms, `queries` and `bytes`; of pages that nobody keeps."""
    application = get_wsgi_application()
    # As in a worker: what stands on every page is at hand, the page itself is not.
    pages._watch.generation = pages.Generation(1, pages.NEVER)
    results = {}
    for name, address in found.items():
        ask = _asking(application, address)
        size = ask()
        questions: list[str] = []

        def note(execute: Any, sql: str, *rest: Any, questions: list[str] = questions) -> Any:
            questions.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            ask()
        results[name] = {"cpu": cpu_ms(ask), "queries": len(questions), "bytes": size}
    pages._watch.generation = None
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
    """What this machine needs now for a fixed piece of Python: figures compare only beside it."""
    return cpu_ms(lambda: sorted(str(number) for number in range(10_000)))


def _asking(application: Any, address: str) -> Callable[[], int]:
    path, _, query = address.partition("?")
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

    def ask() -> int:
        told: list[str] = []
        answer = application(dict(environ), lambda status, headers: told.append(status))
        size = sum(map(len, answer))
        answer.close()
        if told[0][:3] != "200":
            raise RuntimeError(f"{address}: {told[0]}")
        return size

    return ask
