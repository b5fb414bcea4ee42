"""Old addresses: one form to keep them in, and the answer when a reader comes by one (T-U4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, unquote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from newsroom.thai.clean import clean_line
from newsroom.transfer.models import Redirect

LONGEST = 500
# WordPress's own short addresses live in the query of the home page.
QUERY_KEYS = ("p", "page_id", "cat", "tag", "author", "attachment_id")


def normalise(address: str) -> str:
    """The form an old address is kept in: path without host, decoded, clean, no slash at the end.

    Upper and lower case percent-encoding, raw UTF-8, a decomposed ำ and a missing slash are all
    one. Of a query only WordPress's own short forms count (`/?p=123`). Bytes that are no UTF-8
    (WordPress cuts Thai slugs at 200 bytes, within a letter) are dropped from the end.
    """
    parts = urlsplit(address)
    path = clean_line(unquote(parts.path, errors="ignore")).rstrip("/") or "/"
    if path == "/" and parts.query:
        asked = parse_qs(parts.query, errors="ignore")
        path = next((f"/?{key}={asked[key][0]}" for key in QUERY_KEYS if key in asked), "/")
    return path[:LONGEST]


def remember(pairs: Iterable[tuple[str, str]]) -> None:
    """Keep `(old address, new path)` pairs; a later target for the same old address wins."""
    rows = {normalise(old): target for old, target in pairs}
    rows.pop("/", None)  # the front page stays the front page
    Redirect.objects.bulk_create(
        [Redirect(old_path=old, target=new) for old, new in rows.items() if old != new.rstrip("/")],
        update_conflicts=True,
        unique_fields=["old_path"],
        update_fields=["target"],
        batch_size=300,
    )


class OldAddresses:
    """Answers an address of the former site with a 301, when no page of ours has that address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/" and any(key in request.GET for key in QUERY_KEYS):
            return self._answer(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return self._answer(request) or response
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse | None:
        old = normalise(request.get_full_path())
        if "\0" in old:
            return None
        found = Redirect.objects.filter(old_path=old).values_list("target", flat=True).first()
        return HttpResponsePermanentRedirect(found) if found else None
