"""Accounts in the admin: which screens each role opens, and the limits of an administrator."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group, Permission
from django.test import Client

from newsroom.accounts import roles
from newsroom.accounts.admin import permission_label
from newsroom.accounts.models import User
from newsroom.articles.models import Author
from tests import builders

pytestmark = pytest.mark.django_db


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
                "articles/tag", "accounts/user", "auth/group", "audit/auditlogentry", "site/sitesettings",
            },
        ),
    ],
)  # fmt: skip
def test_each_role_opens_its_own_screens(client: Client, role: str, opens: set[str]) -> None:
    client.force_login(builders.role_user(role, "somebody"))
    all_screens = {
        "articles/article", "articles/section", "images/photo", "comments/comment",
        "accounts/user", "auth/group", "audit/auditlogentry", "site/sitesettings", "transfer/redirect",
    }  # fmt: skip
    forbidden = all_screens - opens - {"articles/section"}
    for model in opens:
        assert client.get(f"/admin/{model}/", follow=True).status_code == 200, model
    if role != roles.ADMINISTRATOR:
        for model in forbidden:
            assert client.get(f"/admin/{model}/", follow=True).status_code == 403, model


def test_an_administrator_cannot_become_or_manage_a_superuser(client: Client) -> None:
    superuser = builders.admin_user("superuser")
    user = builders.role_user(roles.ADMINISTRATOR, "somebody")
    client.force_login(user)
    client.post(
        f"/admin/accounts/user/{user.pk}/change/",
        {"username": "somebody", "is_active": "on", "is_staff": "on", "is_superuser": "on"},
    )
    user.refresh_from_db()
    assert not user.is_superuser
    data = {"usable_password": "true", "password1": "รหัสใหม่มาก9", "password2": "รหัสใหม่มาก9"}
    assert client.post(f"/admin/accounts/user/{superuser.pk}/password/", data).status_code == 403
    assert (
        client.post(f"/admin/accounts/user/{superuser.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )


def test_permissions_have_thai_labels() -> None:
    assert permission_label(Permission.objects.get(codename="change_article")) == "ข่าว: แก้ไขข่าว"
    assert User in site._registry


USERS_URL = "/admin/accounts/user/"


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "boss"))
    return client


def test_roles_are_cards_with_a_sentence_each(administrator: Client) -> None:
    user = User.objects.get(username="boss")
    Group.objects.create(name="ทีมภาพ")
    for url in (f"{USERS_URL}add/", f"{USERS_URL}{user.pk}/change/"):
        page = administrator.get(url).content.decode()
        cards = re.findall(r"<strong>(.*?)</strong> <small>(.*?)</small>", page)
        assert cards == [*roles.DESCRIPTIONS.items(), ("ทีมภาพ", "กลุ่มที่กองตั้งเอง")], url
    assert roles.DESCRIPTIONS.keys() == roles.ROLES.keys()


@pytest.mark.parametrize("is_author", [True, False])
def test_a_colleague_is_invited_with_role_and_byline(
    administrator: Client, is_author: bool
) -> None:
    reporter = Group.objects.get(name=roles.REPORTER)
    builders.author("คนอื่น", "somchai")
    data = {"username": "Somchai", "display_name": "สมชาย ใจดี", "is_staff": "on"}
    data |= {"groups": str(reporter.pk)} | ({"is_author": "on"} if is_author else {})
    response = administrator.post(f"{USERS_URL}add/", data)
    assert response.status_code == 200, "the link to pass on, for no mail is sent here"
    user = User.objects.get(username="Somchai")
    assert [group.name for group in user.groups.all()] == [roles.REPORTER]
    authors = Author.objects.filter(user=user)
    assert [(author.name, author.slug) for author in authors] == (
        [("สมชาย ใจดี", "somchai-2")] if is_author else []
    )
    assert ("สร้างผู้เขียน «สมชาย ใจดี»" in response.content.decode()) == is_author


def test_an_invited_guest_author_keeps_page_and_articles(administrator: Client) -> None:
    guest = builders.author("สมชาย ใจดี", "somchai-jd")
    data = {"username": "s" * 150, "display_name": "สมชาย ใจดี", "is_author": "on"}
    page = administrator.post(f"{USERS_URL}add/", data).content.decode()
    assert "ผูกบัญชีกับผู้เขียน «สมชาย ใจดี» ที่มีอยู่แล้ว" in page
    guest.refresh_from_db()
    assert guest.user == User.objects.get(username="s" * 150)
    administrator.post(f"{USERS_URL}add/", {"username": "t" * 150, "is_author": "on"})
    assert len(Author.objects.get(user__username="t" * 150).name) == 100


def test_a_groups_permissions_are_ticked(administrator: Client) -> None:
    group = Group.objects.create(name="ทีมภาพ")
    permission = Permission.objects.get(codename="add_photo")
    url = f"/admin/auth/group/{group.pk}/change/"
    assert "ภาพ: เพิ่มภาพ" in administrator.get(url).content.decode()
    administrator.post(url, {"name": "ทีมภาพ", "permissions": [str(permission.pk)]})
    assert list(group.permissions.all()) == [permission]
