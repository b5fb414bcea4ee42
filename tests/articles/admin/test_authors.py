import pytest
from django.test import Client

from newsroom.articles.models import Author
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


def test_authors_are_merged_but_not_two_with_accounts(admin_client: Client) -> None:
    keep = builders.author("สมชาย", "somchai", user=builders.staff_user("a"))
    other = builders.author("ส.", "s", user=builders.staff_user("b"))
    builders.published_article(authors=[other])
    data = {"action": "merge", "_selected_action": [keep.pk, other.pk]}
    url = "/admin/articles/author/"
    assert "ส. (/author/s/) · 1 ข่าว" in admin_client.post(url, data).content.decode()
    confirmed = {**data, "merge_now": "1", "keep": keep.pk}
    assert "มากกว่าหนึ่งบัญชี" in admin_client.post(url, confirmed).content.decode()
    Author.objects.filter(pk=other.pk).update(user=None)
    page = admin_client.post(url, confirmed, follow=True).content.decode()
    assert "ย้าย 1 ข่าว ที่อยู่เดิมพามาที่ «สมชาย»" in page
    assert Author.objects.get() == keep


def test_the_photo_of_an_author_is_chosen_in_the_dialog_that_comes_later(
    admin_client: Client,
) -> None:
    page = admin_client.get("/admin/articles/author/add/").content.decode()
    assert '"newsroom/photos/dialog": "/static/js/photos/dialog.js"' in page
    assert 'src="/static/js/photos/dialog.js"' not in page
