"""Storing redirects: one hop long, without loops, following what they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Left, Substr

from newsroom.transfer.addresses.own_pages import page_at
from newsroom.transfer.addresses.paths import normalise_path, split_url
from newsroom.transfer.models import MAX_TARGET_LENGTH, Redirect, is_redirect_target

BATCH_SIZE = 300
# Longer chains are not stored by us; one that is longer nevertheless is taken for a loop.
MAX_CHAIN = 20


class RedirectLoop(ValueError):
    """The new address leads back to the old one."""


def save_redirects(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Store `(old URL, new path)` pairs; the first new path of an old one wins, stored ones stay.

    Returns `(old path, new path, path of the page there)` where another page of ours is.
    """
    new_paths: dict[str, str] = {}
    for old, new in pairs:
        new_paths.setdefault(normalise_path(old), new)
    new_paths.pop("/", None)  # the front page is never redirected
    conflicts, rows = [], []
    for old, new in new_paths.items():
        if len(new) > MAX_TARGET_LENGTH or not is_redirect_target(new):
            continue
        if old == normalise_path(new):
            continue
        page = "" if old.startswith("/?") else page_at(old)
        if page and normalise_path(page) != normalise_path(new):
            conflicts.append((old, new, page))
        elif not page:
            rows.append(Redirect(old_path=old, new_path=new))
    Redirect.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH_SIZE)
    return conflicts


def save_gone(old_urls: Iterable[str]) -> None:
    """Store old URLs that lead nowhere any more (410), unless they are known or a page of ours."""
    paths = dict.fromkeys(map(normalise_path, old_urls))
    rows = [
        Redirect(old_path=path, is_gone=True)
        for path in paths
        if path != "/" and (path.startswith("/?") or not page_at(path))
    ]
    Redirect.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH_SIZE)


def forget_gone(old_urls: Iterable[str]) -> None:
    """Forget what `save_gone` stored of these; what the desk deleted stays gone."""
    paths = [normalise_path(url) for url in old_urls]
    Redirect.objects.filter(old_path__in=paths, is_gone=True, new_path="").delete()


def final_target(old_path: str, new_path: str) -> str:
    """Where `new_path` leads in the end, so that a redirect to it is one hop long.

    Raises `RedirectLoop` if that is `old_path` (normalised).
    """
    for _ in range(MAX_CHAIN):
        if split_url(new_path).netloc:
            return new_path
        path = normalise_path(new_path)
        if path == old_path:
            raise RedirectLoop(new_path)
        row = Redirect.objects.filter(old_path=path, is_gone=False).first()
        if row is None or page_at(path):
            return new_path
        new_path = row.new_path
    raise RedirectLoop(new_path)


def former_paths(paths: Iterable[str]) -> list[str]:
    """The paths from which these pages moved, or that were merged into them; no short addresses."""
    rows = Redirect.objects.filter(new_path__in=paths, is_gone=False)
    return list(
        rows.exclude(old_path__startswith="/?").order_by("pk").values_list("old_path", flat=True)
    )


@transaction.atomic
def store_redirect(row: Redirect) -> None:
    """Save a redirect that `final_target` has been asked for; what led to its old path follows."""
    row.save()
    if not row.is_gone:
        for spelling in _spellings(row.old_path):
            Redirect.objects.filter(new_path=spelling).update(new_path=row.new_path)


def _spellings(old_path: str) -> list[str]:
    """The ways in which a target may be written that is this path."""
    encoded = quote(old_path, safe="/?=")
    return list(dict.fromkeys([old_path, f"{old_path}/", encoded, f"{encoded}/"]))


@transaction.atomic
def move_redirects(old_path: str, new_path: str) -> None:
    """A page of ours moved: its old path and all that led there now lead to the new one."""
    Redirect.objects.filter(old_path=normalise_path(new_path)).delete()
    _lead_on(old_path, new_path)
    values = {"new_path": new_path, "is_gone": False}
    Redirect.objects.update_or_create(old_path=normalise_path(old_path), defaults=values)


@transaction.atomic
def mark_gone(path: str) -> None:
    """A page of ours was deleted: its path, and all that led there, answer 410."""
    Redirect.objects.filter(new_path__startswith=path).update(is_gone=True)
    values = {"new_path": "", "is_gone": True}
    Redirect.objects.update_or_create(old_path=normalise_path(path), defaults=values)


@transaction.atomic
def follow_alias(alias_path: str, new_path: str) -> None:
    """A path that a view of ours redirects by itself; what led there is led to the new one."""
    Redirect.objects.filter(old_path=normalise_path(alias_path)).delete()
    _lead_on(alias_path, new_path)


def _lead_on(old_path: str, new_path: str) -> None:
    """Lead what led to a page, its feeds or one of its numbered pages to where they are now."""
    rest = Substr("new_path", len(old_path) + 1)
    Redirect.objects.filter(new_path__startswith=old_path).update(
        new_path=Left(Concat(Value(new_path), rest), MAX_TARGET_LENGTH), is_gone=False
    )
