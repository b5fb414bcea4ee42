"""Fixtures that all tests may use."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from newsroom.images.share_cards.text_layout import can_shape_text
from tests import servers

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Without windows and extensions: a sixth less CPU time.
HEADLESS_SHELL = shutil.which("chromium-headless-shell")
REQUIRE_BROWSER = os.environ.get("NEWSROOM_REQUIRE_BROWSER") == "1"


# Inputs a property test generates: `make test` tries few, `make check` many. How long one takes
# says something about the machine only.
for name, count in (("everyday", 15), ("check", 60)):
    settings.register_profile(
        name, max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


def pytest_configure(config: pytest.Config) -> None:
    """A folder that the workers of this run share (`tests.servers.migrate`)."""
    settings.load_profile("everyday" if "not slow" in config.option.markexpr else "check")
    if not hasattr(config, "workerinput"):
        os.environ["NEWSROOM_TEST_SHARED"] = tempfile.mkdtemp(prefix="newsroom-shared-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shared = Path(os.environ.pop("NEWSROOM_TEST_SHARED"))
        servers.drop_migrated_postgres(shared)
        shutil.rmtree(shared, ignore_errors=True)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what was imported and collected, and run less often.

    A test run makes many objects and keeps few; with Python's thresholds a quarter of its CPU time
    went into looking through them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _page_contexts(django_test_environment: None) -> None:
    """Record for `response.context` what whole pages are rendered with.

    Django's test environment copies the context of each include and each form widget as well,
    several hundred on a page of the admin.
    """
    from django.template import Context, Template
    from django.test.signals import template_rendered

    def render(template: Any, context: Context) -> str:
        if context.template is template and "request" in context:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    Template._render = render  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """SQLite empties tables row by row after a test with real transactions; triggers refuse that.

    A test of the audit log or of the comments' origins puts them back for itself. After such a test
    Django makes content types and permissions anew; the groups and pages that migrations made come back, too.
    """
    from django.apps import apps
    from django.db import connection
    from django.db.models.signals import post_migrate

    from newsroom.accounts.roles import grant_roles
    from newsroom.audit import triggers
    from newsroom.comments import retention
    from newsroom.pages.defaults import create_default_pages
    from newsroom.pages.models import Page

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            triggers.remove(connection)
            retention.remove(connection)

    def restore_rows(sender: Any, **kwargs: Any) -> None:
        if sender is last_app:
            grant_roles(apps)
            create_default_pages(Page, {})

    *_, last_app = apps.get_app_configs()
    post_migrate.connect(restore_rows, weak=False)


@pytest.fixture(autouse=True)
def _fresh_cache_and_media(tmp_path: Path, settings: Any) -> None:
    """Each test has its own pictures and starts without limits used up by another."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the tests that need it say so and are skipped; in CI they must run."""
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            if REQUIRE_BROWSER:
                raise pytest.UsageError("NEWSROOM_REQUIRE_BROWSER=1, but Chromium is not here")
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture
def text_is_shaped() -> None:
    """For tests of text in pictures: without FriBiDi they say so and are skipped; in CI they must run."""
    if not can_shape_text():
        servers.skip_or_fail("FriBiDi")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless Chromium for all tests of a worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=HEADLESS_SHELL or CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Makes browser pages: `page = browser_page(width=360, dark=True, script=False)`; with
    `touch` as a phone.

    `page.problems` collects console errors, uncaught exceptions and CSP violations; a page that
    had any fails the test at its end, unless the test clears the list.
    """
    contexts: list[Any] = []
    problems: list[str] = []

    def make(
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        script: bool = True,
        touch: bool = False,
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            has_touch=touch,
            is_mobile=touch,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="th-TH",
            base_url=live_server.url,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: problems.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.problems = problems
        return page

    yield make
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Any, Any], None]:
    """Signs a user in to a browser page without typing: `sign_in(page, user)`.

    Each has a session of their own, so that several people can work at once.
    """

    def sign(page: Any, user: Any) -> None:
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )

    return sign
