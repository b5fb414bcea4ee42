"""Who may open, post to and do what: every address × every actor, as `rights.txt` has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.test import Client, RequestFactory

from tests import builders
from tests.attacks.addresses import Address, all_addresses
from tests.attacks.site import ACTORS, Site, build_site, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

TABLE = Path(__file__).with_name("rights.txt")
CHUNKS = 4
SECRET, MARK = "แฉทุจริตอาหารกลางวัน", "ปากพะยูน"
# The actions on lists, by model: who is offered them.
ADMINISTRATORS = {"administrator", "superuser"}
EDITORS = ADMINISTRATORS | {"editor"}
MODERATORS = EDITORS | {"moderator"}
WRITERS = EDITORS | {"sub-editor", "reporter"}
ACTIONS: dict[str, dict[str, set[str]]] = {
    "articles.article": {
        "set_section": WRITERS,
        "add_tags": WRITERS,
        "publish_now": EDITORS,
        "unpublish": EDITORS,
        "withdraw": EDITORS,
        "delete_selected": EDITORS,
    },
    "articles.author": {"delete_selected": ADMINISTRATORS, "merge": ADMINISTRATORS},
    "articles.section": {"delete_selected": ADMINISTRATORS, "merge": ADMINISTRATORS},
    "articles.tag": {"delete_selected": EDITORS, "merge": EDITORS},
    "images.photo": {"delete_unused": EDITORS},
    "planning.idea": {"delete_selected": EDITORS},
    "documents.document": {"delete_unused": EDITORS},
    "comments.comment": {
        "approve": MODERATORS,
        "hide": MODERATORS,
        "spam": MODERATORS,
        "delete_selected": MODERATORS - {"editor"},
    },
    "comments.commenter": {"delete_selected": MODERATORS},
    "syndication.partner": {
        "delete_selected": ADMINISTRATORS,
        "revoke": ADMINISTRATORS,
        "renew": ADMINISTRATORS,
    },
    "transfer.redirect": {"delete_selected": ADMINISTRATORS, "export_csv": ADMINISTRATORS},
    "transfer.missingpath": {"delete_selected": ADMINISTRATORS},
    "accounts.user": {
        "delete_selected": ADMINISTRATORS,
        "reset_second_factor": ADMINISTRATORS,
    },
    "auth.group": {"delete_selected": ADMINISTRATORS},
    "mail.outgoingmail": {"retry": ADMINISTRATORS},
}


def expected() -> dict[str, dict[str, str]]:
    """For each route and actor the statuses of a GET and of an empty POST, as `200/405`."""
    rows: dict[str, dict[str, str]] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            route, *answers = line.split()
            rows[route.lstrip("/")] = dict(zip(ACTORS, answers, strict=True))
    return rows


def rolled_back(client: Client, method: str, path: str, data: Any = None) -> Any:
    """The answer to a request whose changes are taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, path, **(data or {}))
        list(response)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def answers_at(site: Site, clients: dict[str, Client], address: Address) -> dict[str, str]:
    """As a row of `rights.txt`."""
    cache.clear()
    path = address.path(site.values(address))
    return {
        actor: "/".join(
            str(rolled_back(client, method, path).status_code) for method in ("GET", "POST")
        )
        for actor, client in clients.items()
    }


def test_the_table_has_a_row_for_every_address() -> None:
    assert set(expected()) == {address.route for address in all_addresses()}


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_address_answers_every_actor_as_the_table_says(chunk: int) -> None:
    site, table = build_site(), expected()
    clients = {actor: signed_in(site, actor) for actor in ACTORS}
    # Readers' pages know no roles: these three stand for all.
    readers = {actor: clients[actor] for actor in ("stranger", "reporter", "superuser")}
    for address in all_addresses()[chunk::CHUNKS]:
        row, is_for_staff = table[address.route], address.route.startswith("admin/")
        assert is_for_staff or len(set(row.values())) == 1, address.route
        asked = clients if is_for_staff else readers
        wanted = {actor: row[actor] for actor in asked}
        assert answers_at(site, asked, address) == wanted, address.route


def test_who_may_not_see_a_draft_sees_its_headline_nowhere() -> None:
    """Neither on its own pages nor in the lists, suggestions, feeds and searches of any other."""
    site = build_site()
    draft = builders.draft_article(
        headline=f"{SECRET}{MARK}", tags=[SECRET], created_by=site.users["editor"]
    )
    site.draft = draft
    clients = {actor: signed_in(site, actor) for actor in ACTORS}
    query = {"QUERY_STRING": f"q={quote(SECRET)}"}
    for address in all_addresses():
        # The holder of a preview link may see its article.
        if "preview/<" in address.route or "logout" in address.route:
            continue
        path = address.path(site.values(address))
        is_for_staff = address.route.startswith("admin/")
        for actor in ("reporter", "moderator") if is_for_staff else ("stranger", "reporter"):
            response = rolled_back(clients[actor], "GET", path, query)
            text = b"".join(response).decode("utf-8", "replace")
            if response.status_code == 200:
                assert MARK not in text, (address.route, actor)
            if "/article/<int:pk>/" in address.route or "/article/<path" in address.route:
                assert response.status_code in (302, 403, 404, 405), (address.route, actor)


def test_the_actions_on_lists_are_offered_to_those_of_the_table() -> None:
    site = build_site()
    found: dict[str, dict[str, set[str]]] = {}
    for model, model_admin in admin.site._registry.items():
        for actor, user in site.users.items():
            request = RequestFactory().get("/")
            request.user = user
            if model_admin.has_view_or_change_permission(request):
                for action in model_admin.get_actions(request):
                    found.setdefault(model._meta.label_lower, {}).setdefault(action, set()).add(
                        actor
                    )
    assert found == ACTIONS


def test_an_action_that_is_not_offered_does_nothing() -> None:
    """Posted by whoever may open the list; of the others the table of addresses tells."""
    site = build_site()
    clients = {actor: signed_in(site, actor) for actor in site.users}
    for model in admin.site._registry:
        label, rows = model._meta.label_lower, _rows(model)
        for action, allowed in ACTIONS.get(label, {}).items():
            for actor in set(clients) - allowed:
                sent = {
                    "action": action,
                    "_selected_action": [row[model._meta.pk.attname] for row in rows],
                    "post": "yes",
                }
                clients[actor].post(f"/admin/{label.replace('.', '/')}/", sent)
                assert _rows(model) == rows, (label, action, actor)


def _rows(model: type[Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())
