"""What the admin shows of fields that a person may only read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from newsroom.accounts import roles
from tests import builders

pytestmark = pytest.mark.django_db


def test_dates_are_of_the_buddhist_era_and_places_have_names(client: Client) -> None:
    reporter = builders.role_user(roles.REPORTER, "writer")
    # Only editors change what is scheduled.
    article = builders.scheduled_article(
        created_by=reporter, place=8105, published_at=datetime(2126, 11, 27, 1, 27, tzinfo=UTC)
    )
    client.force_login(reporter)
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert '<div class="readonly">27 พฤศจิกายน 2669 เวลา 08.27 น.</div>' in page
    assert '<div class="readonly">อำเภออ่าวลึก จังหวัดกระบี่</div>' in page
