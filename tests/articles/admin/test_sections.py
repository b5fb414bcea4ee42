import pytest
from django.test import Client

from newsroom.articles.models import Section
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_name_that_is_taken_is_refused_with_a_message(admin_client: Client) -> None:
    builders.section("น้ำ", "water")
    page = admin_client.post(
        "/admin/articles/section/add/",
        {"name": "น\u0e49\u0e4d\u0e32", "slug": "other", "description": "", "position": 1},
    )
    assert page.status_code == 200
    assert "มีหมวดชื่อนี้แล้ว" in page.content.decode()
    assert Section.objects.count() == 1
