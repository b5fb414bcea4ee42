"""Related articles are computed after the commit, once, and not after a rollback."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from django.db import connection, transaction

from newsroom.search import receivers
from tests import builders


@pytest.fixture
def computed(monkeypatch: Any) -> list[set[int]]:
    """The calls of `update_related`."""
    calls: list[set[int]] = []
    monkeypatch.setattr(receivers, "update_related", lambda ids: calls.append(set(ids)) or None)
    return calls


def pending_ids() -> set[int]:
    owners = {getattr(hook, "__self__", None) for _, hook, *_ in connection.run_on_commit}
    return set().union(
        *(owner.ids for owner in owners if isinstance(owner, receivers.PendingRelations))
    )


@pytest.mark.django_db(transaction=True)
def test_several_saves_in_one_transaction_compute_once(computed: list[set[int]]) -> None:
    with transaction.atomic():
        article = builders.published_article(tags=["พะยูน", "ตรัง"])
        article.save()
        other = builders.published_article()
        article.save()
        assert computed == []
        assert pending_ids() == {article.pk, other.pk}
    assert [ids for ids in computed if ids] == [{article.pk, other.pk}]
    assert pending_ids() == set()


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_nothing_pending(computed: list[set[int]]) -> None:
    article = builders.published_article()
    computed.clear()
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        article.save()
        raise ZeroDivisionError
    assert pending_ids() == set()
    with transaction.atomic():
        other = builders.published_article()
    assert [ids for ids in computed if ids] == [{other.pk}]


@pytest.mark.django_db(transaction=True)
def test_a_save_before_a_savepoint_that_is_rolled_back_is_computed(
    computed: list[set[int]],
) -> None:
    article = builders.published_article()
    computed.clear()
    with transaction.atomic():
        article.save()
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            article.save()
            raise ZeroDivisionError
    assert [ids for ids in computed if ids] == [{article.pk}]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_of_very_many_saves_has_a_bounded_number_pending(
    computed: list[set[int]], monkeypatch: Any
) -> None:
    monkeypatch.setattr(receivers, "MAX_PENDING_ARTICLES", 2)
    with transaction.atomic():
        articles = [builders.published_article() for _ in range(4)]
        assert pending_ids() == {article.pk for article in articles[:2]}
