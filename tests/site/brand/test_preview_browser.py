"""The preview of the brand in the site settings, in Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.site.models import SiteSettings
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_preview_follows_what_is_chosen(browser_page: Any, sign_in: Any) -> None:
    logo = builders.photo(shade=90)
    SiteSettings(name="อ่าวทรายโพสต์", logo=logo).save()
    page = browser_page(width=390)
    sign_in(page, builders.admin_user())
    page.goto("/admin/site/sitesettings/1/change/")
    heads = page.locator(".brand-preview-head")
    assert [img.get_attribute("alt") for img in heads.locator("img").all()] == ["อ่าวทรายโพสต์"] * 2
    assert logo.storage_key in heads.locator("img").first.get_attribute("src")
    page.select_option("#id_palette", "plum")
    assert page.locator(".brand-preview-tile.brand-plum-dark").count() == 1
    page.click(".field-logo [data-clear]")
    page.fill("#id_name", "ข่าวริมเล")
    assert heads.all_inner_texts() == ["ข่าวริมเล", "ข่าวริมเล"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
