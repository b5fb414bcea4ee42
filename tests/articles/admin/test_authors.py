import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db


def test_an_editor_adds_a_guest_author_and_filters_guests(admin_client: Client) -> None:
    with_account = builders.author(user=builders.staff_user())
    response = admin_client.post(
        "/admin/articles/author/add/",
        {"name": "อาจารย์สมหมาย รักษ์ทะเล", "slug": "sommai", "is_current": "on", "bio": "", "job_title": ""},
    )  # fmt: skip
    assert response.status_code == 302
    guests = admin_client.get("/admin/articles/author/", {"guest": "yes"}).content.decode()
    assert "อาจารย์สมหมาย" in guests
    assert "ทำงานอยู่ · ผู้เขียนรับเชิญ" in guests
    assert with_account.name not in guests
    not_guests = admin_client.get("/admin/articles/author/?guest=no").content.decode()
    assert with_account.name in not_guests
