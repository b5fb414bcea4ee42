"""Dates in the admin are of the Buddhist era (T-D1), on every screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client

from newsroom.pages.models import Page


def raw_dates(model: type[models.Model], names: Any) -> set[str]:
    """The names that Django itself would show as a date of the Christian era."""
    fields = model._meta.get_fields()
    return {field.name for field in fields if isinstance(field, models.DateField)} & {
        name for name in names if isinstance(name, str)
    }


def test_no_list_and_no_read_only_field_shows_a_date_of_djangos() -> None:
    found = {}
    for model, model_admin in admin.site._registry.items():
        # Of the fields of a form, dates have a field of ours.
        names = [*model_admin.list_display, *model_admin.readonly_fields]
        found[model._meta.label] = raw_dates(model, names)
        for inline in model_admin.inlines:
            found[inline.__name__] = raw_dates(inline.model, inline.readonly_fields)
    assert len(found) > 10
    assert {name: dates for name, dates in found.items() if dates} == {}


@pytest.mark.django_db
def test_a_date_column_shows_the_buddhist_year_and_a_dash_for_none(admin_client: Client) -> None:
    Page.objects.update(updated_at=datetime(2026, 11, 27, 1, 27, tzinfo=UTC))
    page = admin_client.get("/admin/pages/page/").content.decode()
    assert "27 พฤศจิกายน 2569 เวลา 08.27 น." in page
    assert "2026" not in page
    user = admin_client.get("/admin/accounts/user/").context["cl"].queryset[0]
    type(user).objects.filter(pk=user.pk).update(last_login=None)
    form = admin_client.get(f"/admin/accounts/user/{user.pk}/change/").content.decode()
    assert "เข้าสู่ระบบล่าสุด" in form
    assert "–" in form
