"""Who may do what: every role × every move × every state of a story, by every path there is.

Paths tried: the form's buttons, the list's actions, the addresses of moves and of restoring, fields
smuggled into the form, other rooms' screens. There is no import by browser.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles import desk, rights, words
from newsroom.articles.models import Article, Author
from tests import builders

pytestmark = pytest.mark.django_db

STATES = {
    "draft": builders.draft_article,
    "review": builders.review_article,
    "scheduled": builders.scheduled_article,
    "published": builders.published_article,
    "withdrawn": builders.withdrawn_article,
}
WRITING = {"send_to_review": {"draft"}, "return_to_draft": {"review"}}
DECIDING = {
    "publish": {"draft", "review", "withdrawn"},
    "publish_now": {"draft", "review", "withdrawn", "scheduled"},
    "back_to_draft": {"scheduled", "published", "withdrawn"},
    "withdraw": {"published"},
}
EVERYTHING = {**WRITING, **DECIDING}
# What each role may do with somebody else's story; a reporter, with their own.
MAY: dict[str, dict[str, set[str]]] = {
    roles.REPORTER: WRITING,
    roles.SUB_EDITOR: WRITING,
    roles.EDITOR: EVERYTHING,
    roles.MODERATOR: {},
    roles.ADMINISTRATOR: EVERYTHING,
}
EDITS: dict[str, set[str]] = {
    roles.REPORTER: {"draft"},
    roles.SUB_EDITOR: set(STATES),
    roles.EDITOR: set(STATES),
    roles.MODERATOR: set(),
    roles.ADMINISTRATOR: set(STATES),
}


def somebody(role: str) -> User:
    return builders.role_user(role, "somebody")


def story_of(user: User, state: str) -> Article:
    return STATES[state](created_by=user)


@pytest.mark.parametrize("move", EVERYTHING)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", MAY)
def test_each_role_moves_what_it_may_and_nothing_else(role: str, state: str, move: str) -> None:
    user = somebody(role)
    article = story_of(user, state) if role == roles.REPORTER else STATES[state]()
    allowed = state in MAY[role].get(move, set())
    before = Article.objects.get(pk=article.pk)
    try:
        words.VERBS[move](article, by=user)
        done = True
    except (PermissionDenied, desk.Refused):
        done = False
    assert done == allowed
    after = Article.objects.get(pk=article.pk)
    assert (after.status, after.published_at) == (before.status, before.published_at) or allowed


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", EDITS)
def test_each_role_edits_what_it_may(client: Client, role: str, state: str) -> None:
    user = somebody(role)
    article = story_of(user, state) if role == roles.REPORTER else STATES[state]()
    assert rights.may_edit(user, article) == (state in EDITS[role])
    client.force_login(user)
    page = client.get(f"/admin/articles/article/{article.pk}/change/")
    if role == roles.MODERATOR:
        assert page.status_code == 403
    else:
        assert ('name="_save"' in page.content.decode()) == (state in EDITS[role])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", MAY)
def test_the_form_offers_what_may_be_done_and_only_that(
    client: Client, role: str, state: str
) -> None:
    user = somebody(role)
    article = story_of(user, state) if role == roles.REPORTER else STATES[state]()
    offered = {move.name for move in words.offered(user, article)}
    allowed = {move for move, states in MAY[role].items() if state in states}
    # Publishing at once is a case of publishing; the button says which it will be.
    if "publish" in allowed:
        allowed.discard("publish_now")
    assert offered == allowed


def test_a_reporter_does_not_see_what_others_write(client: Client) -> None:
    user = somebody(roles.REPORTER)
    own = story_of(user, "draft")
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
        client.post(f"/admin/articles/article/{other.pk}/note/", {"note": "x"}).status_code == 403
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
def test_who_may_not_publish_cannot_by_any_path(client: Client, role: str) -> None:
    user = somebody(role)
    client.force_login(user)
    own = story_of(user, "draft")
    base = f"/admin/articles/article/{own.pk}"
    later = timezone.now().isoformat()
    smuggled = {"status": "published", "published_at": "6/8/2559 09.05", "withdrawn_at": later}
    tries: list[tuple[str, dict[str, Any]]] = [
        ("/admin/articles/article/add/", fields(**smuggled)),
        ("/admin/articles/article/add/", fields(_move="publish")),
        ("/admin/articles/article/add/", fields(_move="publish_now", **smuggled)),
        (f"{base}/change/", fields(**smuggled)),
        *[(f"{base}/change/", fields(_move=move)) for move in [*DECIDING, "nonsense"]],
        *[(f"{base}/move/{move}/", {}) for move in [*DECIDING, "nonsense"]],
        *[
            ("/admin/articles/article/", {"action": action, "_selected_action": [own.pk]})
            for action in ("publish_now", "back_to_draft", "withdraw", "delete_selected")
        ],
    ]
    for address, data in tries:
        client.post(address, data)
        for article in Article.objects.all():
            assert article.status == "draft", f"{address} {data}"
            assert article.published_at is None, f"{address} {data}"
    assert Article.objects.filter(pk=own.pk).exists()


def test_restoring_a_published_revision_publishes_nothing(client: Client) -> None:
    reporter = somebody(roles.REPORTER)
    editor = builders.role_user(roles.EDITOR, "editor")
    own = story_of(reporter, "draft")
    desk.publish(own, by=editor)
    desk.back_to_draft(own, by=editor)
    client.force_login(reporter)
    numbers = own.revisions.values_list("number", flat=True)
    published = own.revisions.get(why="published").number
    assert published in numbers
    client.post(f"/admin/articles/article/{own.pk}/revisions/{published}/restore/")
    own.refresh_from_db()
    assert own.revisions.first().why == "restored"  # type: ignore[union-attr]
    assert own.status == "draft"


def test_a_sub_editor_cannot_move_a_storys_time(client: Client) -> None:
    client.force_login(somebody(roles.SUB_EDITOR))
    story = builders.scheduled_article()
    when = story.published_at
    address = f"/admin/articles/article/{story.pk}/change/"
    assert client.post(address, fields(published_at="6/8/2559 09.05")).status_code == 302
    story.refresh_from_db()
    assert story.headline == "ข่าวที่อยากเผยแพร่เอง"
    assert story.published_at == when


@pytest.mark.parametrize("role", [roles.REPORTER, roles.SUB_EDITOR])
def test_the_service_itself_refuses_what_the_form_does_not_offer(role: str) -> None:
    user = somebody(role)
    new = {"headline": "ข่าวใหม่", "section": builders.section()}
    now = timezone.now()
    for fields_of_new in ({"status": "published", "published_at": now}, {"published_at": now}):
        with pytest.raises(PermissionDenied):
            desk.save_story(Article(**new, **fields_of_new), by=user)
    for change in ({"published_at": now}, {"status": "published", "published_at": now}):
        own = story_of(user, "draft")
        for name, value in change.items():
            setattr(own, name, value)
        with pytest.raises(PermissionDenied):
            desk.save_story(own, by=user)
    assert not Article.objects.filter(published_at__isnull=False).exists()


def test_even_an_editor_changes_a_state_by_the_verbs_only() -> None:
    editor, story = somebody(roles.EDITOR), builders.draft_article()
    story.status, story.published_at = "published", timezone.now()
    with pytest.raises(PermissionDenied):
        desk.save_story(story, by=editor)


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (roles.REPORTER, {"articles/article", "images/photo", "articles/tag"}),
        (roles.MODERATOR, {"comments/comment"}),
        (roles.EDITOR, {"articles/article", "images/photo", "comments/comment", "articles/section"}),
        (
            roles.ADMINISTRATOR,
            {
                "articles/article", "images/photo", "comments/comment", "articles/section",
                "articles/tag", "accounts/user", "auth/group", "audit/entry", "site/siteidentity",
            },
        ),
    ],
)  # fmt: skip
def test_each_role_opens_its_own_screens(client: Client, role: str, opens: set[str]) -> None:
    client.force_login(somebody(role))
    everything = {
        "articles/article", "articles/section", "images/photo", "comments/comment",
        "accounts/user", "auth/group", "audit/entry", "site/siteidentity", "transfer/redirect",
    }  # fmt: skip
    never = everything - opens - {"articles/section"}
    for model in opens:
        assert client.get(f"/admin/{model}/", follow=True).status_code == 200, model
    if role != roles.ADMINISTRATOR:
        for model in never:
            assert client.get(f"/admin/{model}/", follow=True).status_code == 403, model


def test_an_administrator_does_not_become_one_who_may_do_everything(client: Client) -> None:
    highest = builders.admin_user("highest")
    me = somebody(roles.ADMINISTRATOR)
    client.force_login(me)
    client.post(
        f"/admin/accounts/user/{me.pk}/change/",
        {"username": "somebody", "is_active": "on", "is_staff": "on", "is_superuser": "on"},
    )
    me.refresh_from_db()
    assert not me.is_superuser
    data = {"usable_password": "true", "password1": "รหัสใหม่มาก9", "password2": "รหัสใหม่มาก9"}
    assert client.post(f"/admin/accounts/user/{highest.pk}/password/", data).status_code == 403
    assert (
        client.post(f"/admin/accounts/user/{highest.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )


def test_every_permission_in_the_table_exists() -> None:
    from django.contrib.auth.models import Permission

    known = {
        f"{row.content_type.app_label}.{row.codename}"
        for row in Permission.objects.select_related("content_type")
        if row.content_type.model_class() is not None
    }
    for role, wanted in roles.ROLES.items():
        assert set(wanted) <= known, role
