"""A menu is put in order by dragging, by the arrow keys, and without script by numbers."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.accounts import roles
from newsroom.pages.models import Menu, MenuItem
from tests import axe, builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def menu(db: Any) -> Menu:
    menu = Menu.objects.create(place="head")
    Menu.objects.create(place="foot")
    for position, name in enumerate(("หนึ่ง", "สอง", "สาม")):
        MenuItem.objects.create(menu=menu, position=position, label=name, url="/archive/")
    return menu


def labels(menu: Menu) -> list[str]:
    return [item.label for item in menu.items.all()]


def save(page: Any) -> None:
    """Save and stay; on a phone there is room for one button, which leads to the list."""
    url, stay = page.url, page.get_by_role("button", name="บันทึกแล้วแก้ไขต่อ")
    if stay.is_visible():
        stay.click()
    else:
        page.get_by_role("button", name="บันทึก", exact=True).click()
    page.get_by_text("เรียบร้อยแล้ว").wait_for()
    if page.url != url:
        page.goto(url)


@pytest.mark.parametrize("width", [390, 1280])
def test_lines_are_dragged_moved_by_keys_and_added(
    menu: Menu, browser_page: Any, sign_in: Any, width: int
) -> None:
    page = browser_page(width=width)
    sign_in(page, builders.role_user(roles.EDITOR, "ed"))
    page.goto(f"/admin/pages/menu/{menu.pk}/change/")
    assert axe.problems(page, f"menu at {width}") == []
    # The admin's policy refuses what axe tries to add.
    page.problems.clear()
    page.reload()
    handles = page.locator(".row-handle")
    first, third = handles.nth(0).bounding_box(), handles.nth(2).bounding_box()
    page.mouse.move(third["x"] + 8, third["y"] + 8)
    page.mouse.down()
    page.mouse.move(first["x"] + 8, first["y"] - 30, steps=5)
    page.mouse.up()
    save(page)
    assert labels(menu) == ["สาม", "หนึ่ง", "สอง"]
    page.locator(".row-handle").nth(0).press("ArrowDown")
    page.get_by_text("เพิ่มรายการเมนูอีก").click()
    page.locator("#id_items-5-typed").fill("https://example.com/")
    page.locator("#id_items-5-label").fill("สี่")
    page.locator(".row-remove").nth(2).click()
    save(page)
    assert labels(menu) == ["หนึ่ง", "สาม", "สี่"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_numbers_order_the_lines(
    menu: Menu, browser_page: Any, sign_in: Any
) -> None:
    page = browser_page(script=False)
    sign_in(page, builders.role_user(roles.EDITOR, "ed"))
    page.goto(f"/admin/pages/menu/{menu.pk}/change/")
    page.locator("#id_items-0-position").fill("7")
    page.locator("#id_items-3-position").fill("1")
    page.locator("#id_items-3-typed").fill("/corrections/")
    page.locator("#id_items-3-label").fill("แก้ข่าว")
    save(page)
    assert labels(menu) == ["สอง", "แก้ข่าว", "สาม", "หนึ่ง"]
