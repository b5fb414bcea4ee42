"""The menus: what readers see of them, what the desk is told, what the form takes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.models import Tag
from newsroom.articles.workflow.taxonomy.merges import merge_sections
from newsroom.articles.workflow.taxonomy.tag_renaming import merge_tags
from newsroom.pages.models import Menu, MenuItem, Page
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.role_user(roles.EDITOR, "ed"))
    client.get("/admin/pages/menu/")
    return client


def head() -> Menu:
    return Menu.objects.get(place="head")


def save(client: Client, *rows: dict[str, Any], menu: Menu | None = None) -> Any:
    menu = menu or head()
    items = [str(pk) for pk in menu.items.values_list("pk", flat=True)]
    data: dict[str, Any] = {
        "items-TOTAL_FORMS": str(len(rows)),
        "items-INITIAL_FORMS": str(sum("id" in row for row in rows)),
    }
    assert all(row.get("id", items[0] if items else "") for row in rows if "id" in row)
    for index, row in enumerate(rows):
        data[f"items-{index}-menu"] = str(menu.pk)
        for name, value in {"position": index, **row}.items():
            data[f"items-{index}-{name}"] = str(value)
    return client.post(f"/admin/pages/menu/{menu.pk}/change/", data, follow=True)


def nav(client: Client, url: str = "/") -> str:
    html = client.get(url).content.decode()
    return html[html.index('class="section-nav"') : html.index("</nav>")]


def test_without_a_menu_the_sections_are_shown(editor: Client) -> None:
    builders.section()
    assert 'href="/section/local/"' in nav(editor)
    html = editor.get("/").content.decode()
    assert "หมวดข่าวท้ายหน้า" in html


def test_a_menu_shows_its_lines_in_their_order(editor: Client) -> None:
    section, page = builders.section(), builders.write_page("team", title="ทีมงาน")
    builders.published_article(tags=["น้ำท่วม"])
    save(
        editor,
        {"typed": "https://example.com/", "label": "เพื่อนบ้าน", "position": 3},
        {"choice": f"page:{page.pk}", "position": 0},
        {"typed": "น้ำท่วม", "position": 2},
        {"choice": f"section:{section.pk}", "label": "ข่าวบ้านเรา", "position": 1},
        {"typed": "/archive/", "label": "คลัง", "position": 4},
    )
    assert [str(item) for item in head().items.all()] == [
        "ทีมงาน", "ข่าวบ้านเรา", "น้ำท่วม", "เพื่อนบ้าน", "คลัง",
    ]  # fmt: skip
    shown = nav(editor, "/team/")
    places = [shown.index(text) for text in ("ทีมงาน", "ข่าวบ้านเรา", "น้ำท่วม", "เพื่อนบ้าน", "คลัง")]
    assert places == sorted(places)
    assert 'href="/team/" aria-current="page"' in shown
    assert 'aria-current="page"' in nav(editor, "/section/local/")


def test_the_menu_at_the_foot_takes_the_place_of_both_lists(editor: Client) -> None:
    builders.section()
    foot = Menu.objects.get(place="foot")
    save(editor, {"typed": "/corrections/", "label": "แก้ข่าว"}, menu=foot)
    html = editor.get("/").content.decode()
    footer = html[html.index("<footer") :]
    assert "แก้ข่าว" in footer
    assert "หมวดข่าวท้ายหน้า" not in footer
    assert 'href="/section/local/"' in nav(editor)


def test_a_dead_target_is_told_and_not_shown(editor: Client) -> None:
    section, page = builders.section("กีฬา", "sports"), builders.write_page("team", title="ทีมงาน")
    article = builders.published_article(tags=["น้ำท่วม"], section=builders.section())
    save(
        editor,
        {"choice": f"section:{section.pk}"},
        {"choice": f"page:{page.pk}"},
        {"typed": "น้ำท่วม"},
        {"typed": "/no-such-page/", "label": "หาย"},
        {"typed": f"/news/{article.pk}/", "label": "ข่าวเด่น"},
        {"typed": "/section/sports/", "label": "กีฬาทางลิงก์"},
    )
    assert "ข่าวเด่น" in nav(editor)
    section.delete()
    Page.objects.filter(pk=page.pk).update(status=Page.Status.DRAFT)
    type(article).objects.filter(pk=article.pk).update(status="withdrawn")
    article.tags.clear()
    shown = nav(editor)
    for text in ("กีฬา", "ทีมงาน", "น้ำท่วม", "หาย", "ข่าวเด่น"):
        assert text not in shown, text
    told = editor.get(f"/admin/pages/menu/{head().pk}/change/").content.decode()
    for text in (
        "«กีฬา» ถูกลบไปแล้ว",
        "หน้านี้ยังไม่เผยแพร่",
        "ไม่มีข่าวที่ใช้แท็กนี้",
        "ไม่มีหน้าที่ที่อยู่นี้",
    ):
        assert text in told, text
    assert "ทีมงาน: หน้านี้ยังไม่เผยแพร่" in editor.get("/admin/pages/menu/").content.decode()


def test_a_line_whose_target_is_gone_can_be_saved_and_taken_out(editor: Client) -> None:
    section = builders.section("กีฬา", "sports")
    save(editor, {"choice": f"section:{section.pk}"})
    item = head().items.get()
    section.delete()
    save(editor, {"id": item.pk, "position": 5})
    assert head().items.get().position == 5
    save(editor, {"id": item.pk, "DELETE": "on"})
    assert not MenuItem.objects.exists()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"choice": "section:99999999999999999999"}, "เลือก"),
        ({"choice": "tag:1"}, "tag:1"),
        ({"choice": "page:x"}, "page:x"),
        ({"typed": "javascript:alert(1)", "label": "ก"}, "ใส่ที่อยู่ในเว็บนี้"),
        ({"typed": "//evil.example/", "label": "ก"}, "ใส่ที่อยู่ในเว็บนี้"),
        ({"typed": "ไม่มีแท็กนี้"}, "ไม่มีแท็ก «ไม่มีแท็กนี้»"),
        ({"typed": "https://example.com/"}, "ลิงก์ต้องมีข้อความ"),
        ({"label": "ไม่มีปลายทาง"}, "เลือกหมวดหรือหน้า หรือใส่ชื่อแท็กหรือลิงก์"),
        ({"typed": "/archive/", "label": "ก", "position": "99999999999"}, "items-0-position"),
        ({"typed": "/archive/", "label": "ก", "position": "x"}, "items-0-position"),
    ],
)
def test_bad_lines_are_told(editor: Client, row: dict[str, str], message: str) -> None:
    response = save(editor, row)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not MenuItem.objects.exists()


def test_both_a_choice_and_a_link_are_refused(editor: Client) -> None:
    section = builders.section()
    row = {"choice": f"section:{section.pk}", "typed": "/archive/"}
    assert "เลือกอย่างเดียว" in save(editor, row).content.decode()


def test_empty_rows_are_no_lines_whatever_their_position(editor: Client) -> None:
    save(editor, {"position": 0}, {"position": 1})
    assert not MenuItem.objects.exists()


def test_the_item_of_another_menu_is_out_of_reach(editor: Client) -> None:
    """A forged id."""
    foot = Menu.objects.get(place="foot")
    save(editor, {"typed": "/archive/", "label": "คลัง"}, menu=foot)
    other = foot.items.get()
    save(editor, {"id": other.pk, "typed": "/", "label": "ปลอม"})
    other.refresh_from_db()
    assert (other.label, other.menu) == ("คลัง", foot)


def test_a_tag_of_any_spelling_is_found(editor: Client) -> None:
    builders.published_article(tags=["น้ำท่วม"])
    save(editor, {"typed": "น้ํา ท่วม".replace(" ", "")})
    assert head().items.get().tag == Tag.objects.get()


def test_a_line_follows_a_tag_that_is_merged_into_another(editor: Client) -> None:
    builders.published_article(tags=["น้ำท่วม"])
    builders.published_article(tags=["อุทกภัย"])
    save(editor, {"typed": "อุทกภัย"})
    merge_tags(builders.tag("น้ำท่วม"), [builders.tag("อุทกภัย")])
    item = head().items.get()
    assert (item.tag, str(item)) == (builders.tag("น้ำท่วม"), "อุทกภัย")
    assert "อุทกภัย" in nav(editor)


def test_a_line_follows_a_section_that_is_merged_and_is_not_doubled(editor: Client) -> None:
    keep, other = builders.section("ท้องถิ่น", "local"), builders.section("รอบบ้าน", "around")
    both, one = (
        Menu.objects.get_or_create(place="head")[0],
        Menu.objects.get_or_create(place="foot")[0],
    )
    MenuItem.objects.create(menu=both, section=keep)
    MenuItem.objects.create(menu=both, section=other)
    MenuItem.objects.create(menu=one, section=other)
    merge_sections(keep, [other])
    rows = MenuItem.objects.order_by("pk").values_list("menu", "section", "label")
    assert list(rows) == [(both.pk, keep.pk, ""), (one.pk, keep.pk, "รอบบ้าน")]


def test_reporters_have_no_menus(client: Client) -> None:
    client.force_login(builders.role_user(roles.REPORTER, "rep"))
    menu = Menu.objects.create(place="head")
    assert client.get("/admin/pages/menu/").status_code == 403
    assert client.post(f"/admin/pages/menu/{menu.pk}/change/", {}).status_code == 403


def test_menus_cost_two_queries(editor: Client, django_assert_max_num_queries: Any) -> None:
    from newsroom.pages.menus import menu_links

    page = builders.write_page("team")
    rows = [{"choice": f"page:{page.pk}", "label": f"ก{number}"} for number in range(20)]
    save(editor, *rows)
    with django_assert_max_num_queries(1):
        assert len(menu_links()["head"]) == 20
