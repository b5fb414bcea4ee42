"""The steps of a new site on the dashboard: ticked by the data, gone when done or dismissed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.site.models import FrontPageArticle, SiteSettings
from tests import builders
from tests.accounts.second_factor.apps import enrolled

pytestmark = pytest.mark.django_db
END_URL = "/admin/site/sitesettings/first-day/"
STEPS = [
    "ตั้งชื่อและตราของเว็บไซต์", "ตั้งหมวดข่าว", "เชิญเพื่อนร่วมงาน", "เปิดการยืนยันสองขั้น", "เขียนหน้าของหนังสือพิมพ์",
    "เผยแพร่ข่าวแรก", "จัดหน้าแรก",
]  # fmt: skip


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "boss"))
    return client


def steps(client: Client) -> list[tuple[str, bool]]:
    """The steps that the dashboard shows, and whether each is ticked."""
    page = client.get("/admin/").content.decode()
    card = re.search(r'<section class="board-card first-day".*?</section>', page, re.DOTALL)
    if card is None:
        return []
    rows = re.findall(
        r'<li( class="first-day-done")?>.*?<a href="([^"]+)">(.*?)</a>', card[0], re.DOTALL
    )
    for _, url, _ in rows:
        assert client.get(url, follow=True).status_code == 200, url
    return [(label, bool(done)) for done, _, label in rows]


@pytest.mark.slow
def test_each_step_is_ticked_by_what_is_there(administrator: Client) -> None:
    assert steps(administrator) == [(label, False) for label in STEPS]

    def add_name_and_logo() -> None:
        settings = SiteSettings.get_current()
        settings.name, settings.logo = "อ่าวทรายโพสต์", builders.photo()
        settings.save()

    def select_for_front_page() -> None:
        FrontPageArticle.objects.create(area="lead", position=0, article=articles[0])

    articles: list[Any] = []
    todo: list[Any] = [
        add_name_and_logo,
        builders.section,
        lambda: builders.role_user(roles.REPORTER, "reporter"),
        lambda: enrolled(User.objects.get(username="boss")),
        lambda: builders.write_page("ethics", "<p>เราแก้ไขเมื่อผิด</p>"),
        lambda: [builders.draft_article(), articles.append(builders.published_article())],
        select_for_front_page,
    ]
    for count, do in enumerate(todo, start=1):
        do()
        expected = [(label, place < count) for place, label in enumerate(STEPS)]
        assert steps(administrator) == (expected if count < len(STEPS) else [])


def test_the_administrator_ends_the_first_day(administrator: Client) -> None:
    assert administrator.get(END_URL).status_code == 405
    reporter = Client()
    reporter.force_login(builders.role_user(roles.REPORTER, "reporter"))
    assert steps(reporter) == []
    assert reporter.post(END_URL).status_code == 403
    assert len(steps(administrator)) == len(STEPS)
    assert administrator.post(END_URL).status_code == 302
    assert steps(administrator) == []
    assert SiteSettings.get_current().name == "ห้องข่าว"


def test_after_a_save_the_next_step_is_a_link_until_the_first_day_is_over(
    administrator: Client,
) -> None:
    def add_section(name: str) -> str:
        data = {"name": name, "position": "100"}
        return administrator.post(
            "/admin/articles/section/add/", data, follow=True
        ).content.decode()

    # In the order of the steps, not of what was done.
    link = '<p class="next-step">ขั้นต่อไปของเว็บไซต์ใหม่: <a href="{}">{}</a></p>'
    assert link.format("/admin/site/sitesettings/", STEPS[0]) in add_section("ท้องถิ่น")
    settings = SiteSettings.get_current()
    settings.name, settings.logo = "อ่าวทรายโพสต์", builders.photo()
    settings.save()
    assert link.format("/admin/accounts/user/add/", STEPS[2]) in add_section("กีฬา")
    assert "next-step" not in administrator.get("/admin/articles/section/").content.decode()
    administrator.post(END_URL)
    assert "next-step" not in add_section("การเมือง")
