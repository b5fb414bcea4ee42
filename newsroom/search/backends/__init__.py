"""Trigram indexes: SQLite's FTS5 and PostgreSQL's GIN."""

from django.db import connection

from newsroom.search.backends.interface import SearchBackend
from newsroom.search.backends.postgresql import PostgresBackend
from newsroom.search.backends.sqlite import SqliteBackend


def get_backend() -> SearchBackend:
    """The backend of the default database."""
    return PostgresBackend() if connection.vendor == "postgresql" else SqliteBackend()
