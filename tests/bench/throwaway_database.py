"""A database that a benchmark fills and drops, with the settings of the tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def throwaway_database() -> Iterator[str]:
    """Set Django up, create the test database and drop it at the end; gives the database's vendor.

    On SQLite, or on the server in NEWSROOM_TEST_DATABASE_URL.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import get_runner

    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield connection.vendor
    finally:
        runner.teardown_databases(databases)
