"""The rail of the admin: what each role finds in it, and where it is not."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from newsroom.accounts import roles
from tests import builders

pytestmark = pytest.mark.django_db

DASHBOARD, ARTICLES = "/admin/", "/admin/articles/article/"
WRITING = ["โต๊ะข่าว", "ข่าว", "เขียนข่าวใหม่", "ภาพ"]
PLACES = {
    roles.REPORTER: [*WRITING, "แผนข่าว"],
    roles.SUB_EDITOR: [*WRITING, "แผนข่าว"],
    roles.EDITOR: [*WRITING, "ความคิดเห็น", "แผนข่าว", "จัดหน้าแรก"],
    roles.MODERATOR: ["โต๊ะข่าว", "ความคิดเห็น"],
    roles.ADMINISTRATOR: [
        *WRITING, "ความคิดเห็น", "แผนข่าว", "จัดหน้าแรก", "ผู้ใช้", "ข้อมูลเว็บไซต์",
    ],
}  # fmt: skip
PLACE = re.compile(
    r'<a class="rail-place" href="([^"]+)"(?: aria-current="(\w+)")?>.*?'
    r'href="#(rail-[\w-]+)".*?rail-name">([^<]+)<',
    re.DOTALL,
)


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_finds_the_places_it_may_open(client: Client, role: str) -> None:
    client.force_login(builders.role_user(role, "somchai"))
    page = client.get(DASHBOARD).content.decode()
    places = PLACE.findall(page)
    assert [label for *_, label in places] == PLACES[role]
    for url, _, icon, _ in places:
        assert client.get(url, follow=True).status_code == 200, url
        assert f'<symbol id="{icon}"' in page


def test_all_that_the_user_may_open_is_in_its_menu(client: Client) -> None:
    client.force_login(builders.role_user(roles.SUB_EDITOR, "somchai"))
    menu = client.get(DASHBOARD).content.decode().partition('class="rail-all"')[2]
    menu = menu.partition("</nav>")[0]
    for url in ("articles/tag/", "articles/author/", "documents/document/", "account/", "logout/"):
        assert f'"/admin/{url}"' in menu
    assert "/admin/accounts/user/" not in menu


@pytest.mark.parametrize(
    ("url", "current"),
    [
        (DASHBOARD, [(DASHBOARD, "page")]),
        (ARTICLES, [(ARTICLES, "page")]),
        (f"{ARTICLES}?q=น้ำ", [(ARTICLES, "page")]),
        ("/admin/planning/idea/add/", [("/admin/planning/idea/", "true")]),
        ("/admin/account/", []),
    ],
)
def test_the_place_where_one_is_is_marked(
    client: Client, url: str, current: list[tuple[str, str]]
) -> None:
    client.force_login(builders.role_user(roles.EDITOR, "somchai"))
    places = PLACE.findall(client.get(url).content.decode())
    assert len(places) == len(PLACES[roles.EDITOR])
    assert [(place, mark) for place, mark, *_ in places if mark] == current


@pytest.mark.parametrize(
    "url", [f"{ARTICLES}add/", "/admin/articles/tag/add/?_popup=1", "/admin/login/"]
)
def test_there_is_no_rail_beside_the_writing_in_a_popup_and_before_signing_in(
    client: Client, url: str
) -> None:
    if "login" not in url:
        client.force_login(builders.role_user(roles.EDITOR, "somchai"))
    response = client.get(url)
    assert response.status_code == 200
    assert 'class="rail' not in response.content.decode()


def test_the_rail_comes_in_the_width_that_was_chosen(client: Client) -> None:
    client.force_login(builders.role_user(roles.EDITOR, "somchai"))
    assert 'class="rail"' in client.get(DASHBOARD).content.decode()
    client.cookies["rail"] = "narrow"
    page = client.get(DASHBOARD).content.decode()
    assert 'class="rail rail-narrow"' in page
    assert "แสดงชื่อ" in page
    client.cookies["rail"] = "<b>"
    assert 'class="rail"' in client.get(DASHBOARD).content.decode()
