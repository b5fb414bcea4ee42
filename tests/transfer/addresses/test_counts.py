"""Counting requests for old addresses and for paths that nothing is at."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client

from newsroom.transfer.addresses import counts
from newsroom.transfer.addresses.counts import counter
from newsroom.transfer.models import MissingPath, Redirect

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    """Without what other tests of this process asked for."""
    counter.flush()
    MissingPath.objects.all().delete()


def test_requests_are_counted_by_path_without_query(client: Client) -> None:
    Redirect.objects.create(old_path="/old", new_path="/about/")
    for url in ("/old/", "/old/?utm=1", "/nothing/here/?q=secret", "/nothing/here"):
        client.get(url)
    counter.flush()
    assert Redirect.objects.get().hits == 2
    missing = MissingPath.objects.get()
    assert (missing.path, missing.hits) == ("/nothing/here", 2)
    client.get("/nothing/here/")
    counter.flush()
    assert MissingPath.objects.get().hits == 3


@pytest.mark.parametrize(
    "url",
    [
        "/preview/abcdef:1:xyz/",
        "/x/somchai@example.com/",
        "/t/a1b2c3d4e5f6a7b8c9d0e1f2/",
        "/admin/x/",
    ],
)
def test_what_may_tell_of_a_person_or_be_a_secret_is_not_stored(client: Client, url: str) -> None:
    client.get(url)
    counter.flush()
    assert not MissingPath.objects.exists()


def test_the_table_has_a_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MAX_STORED", 3)
    for number in range(5):
        client.get(f"/nothing/at-{number}/")
    counter.flush()
    assert MissingPath.objects.count() == 3


def test_a_database_that_refuses_costs_the_reader_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise DatabaseError("read-only")

    monkeypatch.setattr(counts, "_store", refuse)
    monkeypatch.setattr(counts, "FLUSH_SECONDS", 0)
    assert client.get("/nothing/").status_code == 404
