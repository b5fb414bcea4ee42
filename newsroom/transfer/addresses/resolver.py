"""Where an old URL leads now: rows of `Redirect`, then rules over what was imported.

The stem decides: `/2016/08/06/flood-pier/`, `/flood-pier/amp/` and `/2016/08/flood-pier/page/2/` are
one story. Rules read `ImportedObject`, so that they follow renamed sections and moved photos.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import unquote, urlencode, urlsplit

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.urls import reverse

from newsroom.articles.models import Article
from newsroom.articles.public_urls import article_url
from newsroom.pages.site_pages import draft_slugs
from newsroom.transfer.addresses.own_pages import ARTICLE_VIEWS, match_path, page_at
from newsroom.transfer.addresses.paths import clean_path, last_segment, short_params
from newsroom.transfer.addresses.tails import FEED_TAILS, fixed_address, stems, uploads_path
from newsroom.transfer.addresses.uploads import original_names
from newsroom.transfer.identity import MODELS, Kind, short_key
from newsroom.transfer.models import (
    MAX_PATH_LENGTH,
    ImportedObject,
    Redirect,
    is_redirect_target,
)

MAX_URL_LENGTH = 2000
# A first segment says which kind of page it is; elsewhere a story comes before a section.
KINDS_BY_BASE = {
    "category": [Kind.SECTION],
    "tag": [Kind.TAG],
    "author": [Kind.AUTHOR],
    "label": [Kind.SECTION, Kind.TAG],
}
ANY_KIND = [Kind.ARTICLE, Kind.PAGE, Kind.SECTION, Kind.TAG]


@dataclass(frozen=True)
class NewAddress:
    """A path of ours or an http(s) URL; not permanent while readers cannot see it yet.

    `is_gone`: nothing is there any more. `redirect_id`: the stored row that says so, if one does.
    """

    url: str
    is_permanent: bool = True
    is_gone: bool = False
    redirect_id: int | None = None


def find_new_address(url: str) -> NewAddress | None:
    """Where an old URL leads; None if nothing is known of it. The host is ignored."""
    if len(url) > MAX_URL_LENGTH:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path, params = clean_path(parts.path), short_params(parts.query)
    if params and (answer := _by_params(path, params)):
        return answer if isinstance(answer, NewAddress) else _checked(answer)
    if found := _by_rows(path):
        row, tail = found
        if row.is_gone and not _is_back(row.new_path):
            return NewAddress("", is_gone=True, redirect_id=row.pk)
        address = _checked(_with_feed(row.new_path, tail))
        return address and replace(address, redirect_id=row.pk)
    target = fixed_address(path) or _by_uploads(path) or _by_stem(path)
    if target and clean_path(target) == path:
        return None  # a draft that was imported, at the address it had there
    return _checked(target or fixed_address(path, params))


def _by_params(path: str, params: dict[str, str]) -> str | NewAddress | None:
    """Of `/?p=12` and its like, in any folder: a row, an imported story, the search."""
    for name, value in params.items():
        for prefix in dict.fromkeys((path.rstrip("/"), "")):
            old_path = f"{prefix}/?{name}={value}"[:MAX_PATH_LENGTH]
            if row := Redirect.objects.filter(old_path=old_path).first():
                return (
                    NewAddress("", is_gone=True, redirect_id=row.pk)
                    if row.is_gone
                    else row.new_path
                )
        if name in ("p", "page_id", "attachment_id") and value.isdecimal():
            kinds = [Kind.ARTICLE, Kind.PAGE, Kind.PHOTO]
            key = f"post {int(value[:18])}"
            if target := _imported(kinds, key=key):
                return target
            if _was_deleted(key):
                return NewAddress("", is_gone=True)
        kind = {"tag": Kind.TAG, "author_name": Kind.AUTHOR, "category_name": Kind.SECTION,
                "name": Kind.ARTICLE}.get(name)  # fmt: skip
        if kind and (target := _imported([kind], stem=last_segment(f"/{value}"))):
            return target
        if name == "s" and path == "/":
            return f"{reverse('search:search')}?{urlencode({'q': value})}"
    return None


def _is_back(path: str) -> bool:
    """Whether readers see a page again at the path of one that was deleted."""
    address = _checked(path) if path and page_at(unquote(urlsplit(path).path)) else None
    return address is not None and address.is_permanent


def _was_deleted(key: str) -> bool:
    """Whether a story that readers knew was deleted here; of a draft nobody is to know."""
    rows = ImportedObject.objects.filter(kind=Kind.ARTICLE, key=key, deleted_at__isnull=False)
    paths = [article_url(pk=row.object_id).rstrip("/") for row in rows[:20]]
    return Redirect.objects.filter(old_path__in=paths, is_gone=True).exists()


def _by_rows(path: str) -> tuple[Redirect, str] | None:
    """The row of the longest stem, and the tail that is not part of it."""
    if path == "/":
        return None
    candidates = list(stems(path))
    stored = Redirect.objects.filter(old_path__in=[stem for stem, _ in candidates])
    rows = {row.old_path: row for row in stored}
    return next(((rows[stem], tail) for stem, tail in candidates if stem in rows), None)


def _by_uploads(path: str) -> str | None:
    """The photo that an uploaded file became, whatever size of it is asked for."""
    relative = uploads_path(path)
    if relative is None:
        return None
    names = [short_key(name) for name in original_names(relative)]
    rows = ImportedObject.objects.filter(kind=Kind.PHOTO, stem__in=names, deleted_at=None)
    return next((url for row in rows if (url := _url(row))), None)


def _by_stem(path: str) -> str | None:
    for stem, tail in stems(path):
        segments = stem.strip("/").split("/")
        slug, base = segments[-1], segments[0]
        if slug.isdecimal():
            if base in ("archives", "archive") and (
                target := _imported([Kind.ARTICLE], key=f"post {int(slug[:18])}")
            ):
                return target
            continue
        kinds = KINDS_BY_BASE.get(base.lower(), ANY_KIND) if len(segments) > 1 else ANY_KIND
        if target := _imported(kinds, stem=slug):
            return _with_feed(target, tail)
    return None


def _imported(kinds: list[Kind], **condition: str) -> str | None:
    """The URL of the one object with this key or stem, by order of kinds; None if there are two."""
    condition = {name: short_key(value) for name, value in condition.items()}
    rows = ImportedObject.objects.filter(kind__in=kinds, deleted_at=None, **condition)[:20]
    for kind in kinds:
        found = {row.object_id: row for row in rows if row.kind == kind}
        if len(found) == 1:
            return _url(next(iter(found.values())))
        if found:
            return None
    return None


def _url(row: ImportedObject) -> str | None:
    model: type[models.Model] = MODELS[row.kind]
    try:
        found = model._default_manager.get(pk=row.object_id)
    except ObjectDoesNotExist:
        return None
    if row.kind == Kind.PHOTO:
        return found.url()  # type: ignore[attr-defined]
    return found.get_absolute_url()  # type: ignore[attr-defined]


def _with_feed(target: str, tail: str) -> str:
    """Our feed of a section, tag or author, if the old address was one of its feeds."""
    if tail not in FEED_TAILS:
        return target
    match = match_path(target)
    name = match.url_name if match and match.app_name == "articles" else ""
    if name not in ("section", "tag", "author") or match is None:
        return target
    form = f"_{tail.removeprefix('feed/')}" if tail in ("feed/json", "feed/atom") else ""
    return reverse(f"syndication:{name}_feed{form}", kwargs=match.kwargs)


def _checked(target: str | None) -> NewAddress | None:
    """The address as it may be answered: no foreign scheme, and 302 for what is not public yet."""
    if not target or not is_redirect_target(target) or target == "/":
        return None
    match = match_path(target)
    if match is not None and match.view_name == "pages:page":
        return NewAddress(target, is_permanent=match.kwargs["slug"] not in draft_slugs())
    if match is None or match.view_name not in ARTICLE_VIEWS:
        return NewAddress(target)
    article = Article.objects.only("status", "published_at").filter(pk=match.kwargs["pk"]).first()
    if article is None:
        return None
    is_settled = article.is_published or article.status == Article.Status.WITHDRAWN
    return NewAddress(target, is_permanent=is_settled)
