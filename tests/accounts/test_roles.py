"""Who may do what: every role × every transition × every state of an article, by every way in.

Tried: the form's buttons, the list's actions, the URLs of transitions and of restoring a revision,
extra fields in the form's data. There is no import by browser.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles import permissions
from newsroom.articles.models import Article, Author
from newsroom.articles.workflow import actions, transitions
from tests import builders

pytestmark = pytest.mark.django_db

STATES = {
    "draft": builders.draft_article,
    "review": builders.review_article,
    "scheduled": builders.scheduled_article,
    "published": builders.published_article,
    "withdrawn": builders.withdrawn_article,
}
WRITERS_TRANSITIONS = {"send_to_review": {"draft"}, "reject_review": {"review"}}
EDITORS_TRANSITIONS = {
    "publish": {"draft", "review", "withdrawn"},
    "publish_now": {"draft", "review", "withdrawn", "scheduled"},
    "unpublish": {"scheduled", "published", "withdrawn"},
    "withdraw": {"published"},
}
ALL_TRANSITIONS = {**WRITERS_TRANSITIONS, **EDITORS_TRANSITIONS}
# By role: transition → states it may start from; a reporter's on their own articles only.
ALLOWED_TRANSITIONS: dict[str, dict[str, set[str]]] = {
    roles.REPORTER: WRITERS_TRANSITIONS,
    roles.SUB_EDITOR: WRITERS_TRANSITIONS,
    roles.EDITOR: ALL_TRANSITIONS,
    roles.MODERATOR: {},
    roles.ADMINISTRATOR: ALL_TRANSITIONS,
}
EDITABLE_STATES: dict[str, set[str]] = {
    roles.REPORTER: {"draft"},
    roles.SUB_EDITOR: set(STATES),
    roles.EDITOR: set(STATES),
    roles.MODERATOR: set(),
    roles.ADMINISTRATOR: set(STATES),
}


def user_in_role(role: str) -> User:
    return builders.role_user(role, "somebody")


def own_article(user: User, state: str) -> Article:
    return STATES[state](created_by=user)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ALLOWED_TRANSITIONS)
def test_each_role_makes_its_transitions_and_no_others(role: str, state: str) -> None:
    user = user_in_role(role)
    stored = own_article(user, state) if role == roles.REPORTER else STATES[state]()
    for move in ALL_TRANSITIONS:
        savepoint = transaction.savepoint()
        article = Article.objects.get(pk=stored.pk)
        before = (article.status, article.published_at)
        try:
            actions.TRANSITIONS[move](article, by=user)
            done = True
        except (PermissionDenied, transitions.TransitionRefused):
            done = False
        allowed = state in ALLOWED_TRANSITIONS[role].get(move, set())
        assert done == allowed, move
        article.refresh_from_db()
        assert (article.status, article.published_at) == before or allowed, move
        transaction.savepoint_rollback(savepoint)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", EDITABLE_STATES)
def test_each_role_edits_its_states_and_no_others(client: Client, role: str, state: str) -> None:
    user = user_in_role(role)
    article = own_article(user, state) if role == roles.REPORTER else STATES[state]()
    assert permissions.can_edit(user, article) == (state in EDITABLE_STATES[role])
    client.force_login(user)
    page = client.get(f"/admin/articles/article/{article.pk}/change/")
    if role == roles.MODERATOR:
        assert page.status_code == 403
        return
    form = page.content.decode()
    # A reporter's own published article takes changes that wait for an editor.
    keeps_changes = role == roles.REPORTER and state == "published"
    assert ('name="_save"' in form) == (state in EDITABLE_STATES[role] or keeps_changes)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ALLOWED_TRANSITIONS)
def test_the_form_offers_exactly_the_allowed_transitions(
    client: Client, role: str, state: str
) -> None:
    user = user_in_role(role)
    article = own_article(user, state) if role == roles.REPORTER else STATES[state]()
    offered = {move.name for move in actions.available_actions(user, article)}
    allowed = {move for move, states in ALLOWED_TRANSITIONS[role].items() if state in states}
    # Publishing at once is a case of publishing; the button says which it will be.
    if "publish" in allowed:
        allowed.discard("publish_now")
    assert offered == allowed


def test_a_reporter_does_not_see_articles_of_others(client: Client) -> None:
    user = user_in_role(roles.REPORTER)
    own = own_article(user, "draft")
    signed = builders.review_article(
        headline="มีชื่อฉันในข่าว", authors=[Author.objects.create(name="ฉัน", slug="me", user=user)]
    )
    other = builders.draft_article(headline="ร่างลับของคนอื่น")
    client.force_login(user)
    page = client.get("/admin/articles/article/").content.decode()
    assert own.headline in page
    assert signed.headline in page
    assert other.headline not in page
    for path in ("preview/", "revisions/1/", "preview-link/", "here/", "history/"):
        assert client.get(f"/admin/articles/article/{other.pk}/{path}").status_code in (302, 403)
    assert client.get(f"/admin/articles/article/{other.pk}/change/").status_code == 302
    assert (
        client.post(f"/admin/articles/article/{other.pk}/notes/", {"note": "x"}).status_code == 403
    )
    assert "publish_now" not in page
    assert "เผยแพร่ข่าวที่เลือก" not in page


def fields(**changes: Any) -> dict[str, Any]:
    values = {
        "headline": "ข่าวที่อยากเผยแพร่เอง",
        "body": "<p>เนื้อข่าว</p>",
        "section": builders.section().pk,
        "bylines-TOTAL_FORMS": "0",
        "bylines-INITIAL_FORMS": "0",
        "credits-TOTAL_FORMS": "0",
        "credits-INITIAL_FORMS": "0",
    }
    return {**values, **changes}


@pytest.mark.parametrize("role", [roles.REPORTER, roles.SUB_EDITOR])
def test_no_way_in_lets_other_roles_publish(client: Client, role: str) -> None:
    user = user_in_role(role)
    client.force_login(user)
    own = own_article(user, "draft")
    base = f"/admin/articles/article/{own.pk}"
    later = timezone.now().isoformat()
    smuggled = {"status": "published", "published_at": "6/8/2559 09.05", "withdrawn_at": later}
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("/admin/articles/article/add/", fields(**smuggled)),
        ("/admin/articles/article/add/", fields(_action="publish")),
        ("/admin/articles/article/add/", fields(_action="publish_now", **smuggled)),
        (f"{base}/change/", fields(**smuggled)),
        *[(f"{base}/change/", fields(_action=move)) for move in [*EDITORS_TRANSITIONS, "nonsense"]],
        *[
            (f"{base}/transition/{move}/", {f"reason_{move}": "x"})
            for move in [*EDITORS_TRANSITIONS, "nonsense"]
        ],
        *[
            ("/admin/articles/article/", {"action": action, "_selected_action": [own.pk]})
            for action in ("publish_now", "unpublish", "withdraw", "delete_selected")
        ],
    ]
    for url, data in attempts:
        client.post(url, data)
        for article in Article.objects.all():
            assert article.status == "draft", f"{url} {data}"
            assert article.published_at is None, f"{url} {data}"
    assert Article.objects.filter(pk=own.pk).exists()


def test_restoring_a_published_revision_publishes_nothing(client: Client) -> None:
    reporter = user_in_role(roles.REPORTER)
    editor = builders.role_user(roles.EDITOR, "editor")
    own = own_article(reporter, "draft")
    transitions.publish(own, by=editor)
    transitions.unpublish(own, by=editor)
    client.force_login(reporter)
    numbers = own.revisions.values_list("number", flat=True)
    published = own.revisions.get(reason="published").number
    assert published in numbers
    client.post(f"/admin/articles/article/{own.pk}/revisions/{published}/restore/")
    own.refresh_from_db()
    assert own.revisions.first().reason == "restored"  # type: ignore[union-attr]
    assert own.status == "draft"


def test_a_sub_editor_cannot_change_the_publication_time(client: Client) -> None:
    client.force_login(user_in_role(roles.SUB_EDITOR))
    article = builders.scheduled_article()
    published_at = article.published_at
    url = f"/admin/articles/article/{article.pk}/change/"
    assert client.post(url, fields(published_at="6/8/2559 09.05")).status_code == 302
    article.refresh_from_db()
    assert article.headline == "ข่าวที่อยากเผยแพร่เอง"
    assert article.published_at == published_at


@pytest.mark.parametrize("role", [roles.REPORTER, roles.SUB_EDITOR])
def test_the_service_refuses_what_the_form_does_not_offer(role: str) -> None:
    user = user_in_role(role)
    new = {"headline": "ข่าวใหม่", "section": builders.section()}
    now = timezone.now()
    for fields_of_new in ({"status": "published", "published_at": now}, {"published_at": now}):
        with pytest.raises(PermissionDenied):
            transitions.save_article(Article(**new, **fields_of_new), by=user)
    for change in ({"published_at": now}, {"status": "published", "published_at": now}):
        own = own_article(user, "draft")
        for name, value in change.items():
            setattr(own, name, value)
        with pytest.raises(PermissionDenied):
            transitions.save_article(own, by=user)
    assert not Article.objects.filter(published_at__isnull=False).exists()


def test_even_an_editor_changes_a_status_by_transitions_only() -> None:
    editor, article = user_in_role(roles.EDITOR), builders.draft_article()
    article.status, article.published_at = "published", timezone.now()
    with pytest.raises(PermissionDenied):
        transitions.save_article(article, by=editor)


def test_every_permission_of_the_roles_exists() -> None:
    known = {
        f"{row.content_type.app_label}.{row.codename}"
        for row in Permission.objects.select_related("content_type")
        if row.content_type.model_class() is not None
    }
    for role, names in roles.ROLES.items():
        assert set(names) <= known, role


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_the_roles_outlive_a_test_with_real_transactions(turn: int) -> None:
    """Such a test empties all tables at its end; in the second turn that has happened."""
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)
    reporter = Group.objects.get(name=roles.REPORTER)
    assert reporter.permissions.filter(codename="add_article").exists()
