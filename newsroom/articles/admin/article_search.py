"""Finding articles by words, in every state, by the engine of the site's search.

The search is an app above this one; it registers its function here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, JsonResponse

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.models import Article
from newsroom.articles.workflow import actions, transitions
from newsroom.thai.dates import thai_date
from newsroom.web.converters import parse_id

MAX_QUERY_LENGTH = 200
MAX_LINK_TARGETS = 8

# Returns the ids of the articles that match words, best first.
Finder = Callable[[str], list[int]]
_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Make `finder` the one that is asked."""
    _finders[:] = [finder]


def find_ids(text: str) -> list[int]:
    """The ids of all articles that match words, best first; of the one that a number or URL names."""
    text = text.replace("\0", "").strip()[:MAX_QUERY_LENGTH]
    if not text:
        return []
    if pk := parse_id(text.rstrip("/").rpartition("/")[2]):
        return list(Article.objects.filter(pk=pk).values_list("pk", flat=True))
    return _finders[0](text) if _finders else []


def link_targets(request: HttpRequest) -> JsonResponse:
    """Articles that a link may lead to, for `?q=`: public ones and those the user may see."""
    user = signed_in_user(request)
    ids = find_ids(request.GET.get("q", ""))
    rows = Article.objects.for_headlines().in_bulk(ids)
    found = [rows[pk] for pk in ids if pk in rows]
    allowed = [one for one in found if one.is_published or permissions.can_view(user, one)]
    return JsonResponse({"articles": [_as_json(one) for one in allowed[:MAX_LINK_TARGETS]]})


def _as_json(article: Article) -> dict[str, str | int]:
    date = article.published_at
    return {
        "id": article.pk,
        "headline": article.headline,
        "url": article.get_absolute_url(),
        "state": transitions.state_of(article),
        "note": thai_date(date, "medium")
        if article.is_published and date
        else actions.state_label(article),
    }
