"""System checks of the web app; run by `manage.py check` and before migrations and the server."""

from __future__ import annotations

from django.core.checks import CheckMessage, Warning, register

from newsroom.web.models import CacheGeneration
from newsroom.web.prepared_queries import UnsupportedDjangoError, compile_query


@register
def prepared_queries_are_supported(**kwargs: object) -> list[CheckMessage]:
    """Warn where prepared queries fall back to plain querysets; asks no database."""
    try:
        compile_query(lambda pk: CacheGeneration.objects.filter(pk=pk), {"pk": int})
    except UnsupportedDjangoError as error:
        return [
            Warning(
                f"Prepared queries run as plain querysets: {error}",
                hint="Pages stay right but cost about twice the CPU; adapt "
                "newsroom.web.prepared_queries to this version of Django.",
                id="web.W001",
            )
        ]
    return []
