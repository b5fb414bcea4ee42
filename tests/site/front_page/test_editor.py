"""The front page editor.

Bad input tried: ids that are no ids, too large, repeated or deleted; too many articles; unknown
commands; times in the past, too far ahead, missing or unreadable; text too long or invisible; HTML;
a selection that somebody else changed meanwhile; users without the permission.
"""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from newsroom.accounts.models import User
from newsroom.site.front_page.selection import (
    FrontPageSelection,
    current_selection,
    get_breaking_news,
    save_selection,
)
from newsroom.site.models import FrontPageArticle
from tests import builders
from tests.servers import PostgresDatabase, ShellProcess, free_port, migrate, node_env
from tests.site.front_page.data import (
    EDITOR_URL,
    PREVIEW_URL,
    SEARCH_URL,
    displayed_ids,
    form_data,
    published_articles,
    thai_time_in,
)

pytestmark = pytest.mark.django_db


def front_page_editor() -> User:
    """A member of staff who may edit the front page and nothing else."""
    user = builders.staff_user("frontpage")
    user.user_permissions.add(Permission.objects.get(codename="change_frontpagearticle"))
    return user


def test_selected_articles_lead_in_their_order_and_the_newest_fill_the_rest(
    admin_client: Client, client: Client
) -> None:
    articles = published_articles(6)
    data = form_data(admin_client, lead=[articles[5].pk, articles[3].pk], pinned=[articles[4].pk])
    assert admin_client.post(EDITOR_URL, data).status_code == 302
    newest = [article.pk for article in articles[:3]]
    assert displayed_ids(client) == [articles[5].pk, articles[3].pk, *newest, articles[4].pk]
    assert "ปักหมุด" in client.get("/").content.decode()
    admin_client.post(EDITOR_URL, form_data(admin_client))
    assert displayed_ids(client) == [article.pk for article in articles]


def test_buttons_change_the_posted_selection_and_save_nothing(admin_client: Client) -> None:
    first, second, third = (article.pk for article in published_articles(3))

    def after(command: str, lead: list[int], pinned: list[int]) -> tuple[list[int], list[int]]:
        data = form_data(admin_client, command, lead=lead, pinned=pinned)
        selection = admin_client.post(EDITOR_URL, data).context["editor"].selection
        return selection.lead, selection.pinned

    assert after(f"up:{second}", [first, second], [third]) == ([second, first], [third])
    assert after(f"down:{first}", [first, second], [third]) == ([second, first], [third])
    assert after(f"up:{first}", [first, second], []) == ([first, second], [])
    assert after(f"remove:{first}", [first, second], []) == ([second], [])
    assert after(f"lead:{third}", [first], [third, second]) == ([first, third], [second])
    assert after(f"pinned:{first}", [first], []) == ([], [first])
    assert after(f"lead:{first}", [first], []) == ([first], [])
    assert current_selection().ids == []


@pytest.mark.parametrize(
    "command", ["", "fly:1", "up:", "up:x", "up:0", "lead:-1", f"lead:{'9' * 40}", "save:1", ":"]
)
def test_unknown_commands_change_nothing(admin_client: Client, command: str) -> None:
    article_id = published_articles(1)[0].pk
    response = admin_client.post(EDITOR_URL, form_data(admin_client, command, lead=[article_id]))
    assert response.status_code == 200
    assert response.context["editor"].selection.ids == [article_id]
    assert current_selection().ids == []


def test_too_many_articles_are_refused_in_thai(admin_client: Client) -> None:
    ids = [article.pk for article in published_articles(6)]
    page = admin_client.post(EDITOR_URL, form_data(admin_client, lead=ids)).content.decode()
    assert "เลือกข่าวนำได้ไม่เกิน 5 ข่าว" in page
    data = form_data(admin_client, f"pinned:{ids[5]}", pinned=ids[:3])
    assert "เลือกข่าวปักหมุดได้ไม่เกิน 3 ข่าว" in admin_client.post(EDITOR_URL, data).content.decode()
    assert current_selection().ids == []


def test_invalid_and_repeated_ids_are_ignored_and_deleted_articles_reported(
    admin_client: Client,
) -> None:
    first, second = (article.pk for article in published_articles(2))
    data = form_data(
        admin_client,
        lead=["x", "", "-3", str(2**70), first, first, "๙"],
        pinned=[first, second],
    )
    assert admin_client.post(EDITOR_URL, data).status_code == 302
    assert (current_selection().lead, current_selection().pinned) == ([first], [second])
    response = admin_client.post(EDITOR_URL, form_data(admin_client, lead=[first, 99999]))
    assert "บางข่าวถูกลบไปแล้ว" in response.content.decode()
    assert response.context["editor"].selection.lead == [first]
    assert current_selection().pinned == [second]


def test_an_editor_is_told_of_a_selection_saved_meanwhile_and_loses_nothing(
    admin_client: Client,
) -> None:
    first, second = published_articles(2)
    data = form_data(admin_client, lead=[first.pk])
    save_selection(FrontPageSelection(lead=[second.pk]), by=builders.staff_user("other"))
    response = admin_client.post(EDITOR_URL, data)
    page = response.content.decode()
    assert "มีผู้จัดหน้าแรกระหว่างที่คุณทำงานอยู่ (ณัฐ น้ำฝน)" in page
    assert second.headline in page
    assert response.context["editor"].selection.lead == [first.pk]
    assert current_selection().lead == [second.pk]
    data["version"] = response.context["editor"].version
    assert admin_client.post(EDITOR_URL, data).status_code == 302
    assert current_selection().lead == [first.pk]


# Run by two processes at once. `current_version` is slowed down, so that both compare versions
# before either saves, unless the comparison waits for the other's transaction.
SAVE_SLOWLY = """
from pathlib import Path
from django.http import QueryDict
from newsroom.accounts.models import User
from newsroom.site.front_page import editor as front_page_editor
read_version = front_page_editor.current_version
def read_version_slowly():
    version = read_version()
    Path(r"{folder}/compared-{name}").touch()
    end = time.monotonic() + 2
    while time.monotonic() < end and not Path(r"{folder}/compared-{other}").exists():
        time.sleep(0.02)
    return version
front_page_editor.current_version = read_version_slowly
data = QueryDict("version={version}&lead={article_id}&text=&until=")
editor = front_page_editor.FrontPageEditor.from_post(data)
value = [editor.save(by=User.objects.get()), editor.errors]
"""


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_of_two_editors_who_save_at_the_same_time_the_second_is_told(
    tmp_path: Path, database: str
) -> None:
    if database == "postgresql":
        with PostgresDatabase("newsroom_test_front_page") as url:
            _check_simultaneous_saves(tmp_path, DATABASE_URL=url)
    else:
        _check_simultaneous_saves(tmp_path)


def _check_simultaneous_saves(folder: Path, **variables: str) -> None:
    env = node_env(folder, free_port(), NEWSROOM_DEMO="0", **variables)
    migrate(env)
    processes = [ShellProcess(env), ShellProcess(env)]
    setup = (
        "from newsroom.site.front_page.selection import current_version\n"
        "builders.admin_user()\nSiteSettings().save()\n"
        "ids = [builders.published_article().pk for _ in range(2)]\n"
        "value = [ids, current_version()]\n"
    )
    _, (ids, version) = processes[0].run(setup)
    results: dict[int, Any] = {}

    def save(index: int) -> None:
        code = SAVE_SLOWLY.format(
            folder=folder, name=index, other=1 - index, version=version, article_id=ids[index]
        )
        results[index] = processes[index].run(code)[1]

    threads = [threading.Thread(target=save, args=[index]) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    saved = [index for index in results if results[index][0]]
    assert len(saved) == 1, results
    assert "มีผู้จัดหน้าแรกระหว่างที่คุณทำงานอยู่" in " ".join(results[1 - saved[0]][1])
    read = "from newsroom.site.front_page.selection import *\nvalue = current_selection().lead"
    assert processes[0].run(read)[1] == [ids[saved[0]]]
    for process in processes:
        process.stop()


def test_the_preview_shows_unsaved_changes_to_the_editor_only(
    admin_client: Client, client: Client
) -> None:
    articles = published_articles(3)
    data = form_data(admin_client, lead=[articles[2].pk], text="น้ำป่าไหลหลาก", until=thai_time_in(2))
    response = admin_client.post(PREVIEW_URL, data)
    page = response.content.decode()
    assert re.findall(r'data-article-id="(\d+)"', page)[0] == str(articles[2].pk)
    assert "ยังไม่ได้บันทึก" in page
    assert "น้ำป่าไหลหลาก" in page
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert displayed_ids(client)[0] == articles[0].pk
    assert "น้ำป่าไหลหลาก" not in client.get("/").content.decode()
    assert admin_client.get(PREVIEW_URL).status_code == 302
    nonsense = {"lead": ["x", "999"], "until": "เมื่อวาน", "text": "ก"}
    assert admin_client.post(PREVIEW_URL, nonsense).status_code == 200


def test_only_users_with_the_permission_reach_the_editor(client: Client) -> None:
    client.force_login(builders.staff_user())
    for url in (EDITOR_URL, PREVIEW_URL, SEARCH_URL):
        assert client.get(url).status_code == 403
        assert client.post(url, {"command": "save"}).status_code == 403
    assert "จัดหน้าแรก" not in client.get("/admin/").content.decode()
    user = front_page_editor()
    client.force_login(user)
    assert client.get(EDITOR_URL).status_code == 200
    assert EDITOR_URL in client.get("/admin/").content.decode()
    data = form_data(client, lead=[published_articles(1)[0].pk])
    assert client.post(EDITOR_URL, data).status_code == 302
    assert FrontPageArticle.objects.get().user == user


def test_articles_are_found_by_words_id_and_url(admin_client: Client) -> None:
    article = builders.published_article(headline="พะยูนเกยตื้นที่อ่าวทราย")
    scheduled = builders.scheduled_article(headline="พะยูนกลับทะเลพรุ่งนี้")
    draft = builders.draft_article(headline="พะยูนฉบับร่าง")
    builders.published_article(headline="ราคายางพารา")

    def results(query: str) -> set[int]:
        page = admin_client.get(SEARCH_URL, {"q": query}).content.decode()
        return {int(pk) for pk in re.findall(r'value="lead:(\d+)"', page)}

    assert results("พะยูน") == {article.pk, scheduled.pk}
    assert results("พะยูนเกยตื้น") == {article.pk}
    for query in (
        str(article.pk),
        f"http://testserver/news/{article.pk}/",
        f"/news/{article.pk}",
    ):
        assert results(query) == {article.pk}
    assert results("ไม่มีคำนี้") == set()
    assert draft.pk not in results("")
    for nonsense in ("%", "_", "\x00", "9" * 300, "<script>", "'"):
        assert admin_client.get(SEARCH_URL, {"q": nonsense}).status_code == 200


@pytest.mark.parametrize("count", [1, 12])
def test_the_front_page_and_its_editor_make_a_constant_number_of_queries(
    admin_client: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    articles = published_articles(count, lead_photo=builders.photo())
    ids = [article.pk for article in articles]
    save_selection(FrontPageSelection(lead=ids[:5], pinned=ids[5:8]), by=None)
    for article in articles:
        builders.add_visits(article, readers=article.pk)
    data = form_data(
        admin_client,
        lead=ids[:5],
        pinned=ids[5:8],
        text="ด่วน",
        until=thai_time_in(1),
        breaking_article=ids[0],
    )
    admin_client.post(EDITOR_URL, data)
    assert get_breaking_news() is not None
    with django_assert_max_num_queries(13):
        assert Client().get("/").status_code == 200
    with django_assert_max_num_queries(15):
        assert admin_client.get(EDITOR_URL).status_code == 200
