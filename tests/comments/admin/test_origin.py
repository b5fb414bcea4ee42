"""Origins in the admin: read by administrators, changed by nobody."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.comments.models import CommentOrigin
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/admin/comments/commentorigin/"


def test_the_origin_of_a_deleted_comment_is_found_by_its_number(client: Client) -> None:
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "admin"))
    comment = builders.visible_comment(builders.published_article())
    CommentOrigin.objects.create(
        comment=comment, article_id=comment.article_id, ip_address="203.0.113.77", port=51234
    )
    pk = comment.pk
    comment.article.delete()
    for url in (URL, f"{URL}?q={pk}", f"{URL}?q=203.0.113.77", f"{URL}{pk}/change/"):
        page = client.get(url).content.decode()
        assert "203.0.113.77" in page, url
        assert "51234" in page, url
    assert client.post(f"{URL}{pk}/change/", {"ip_address": ""}).status_code == 403
    assert client.post(f"{URL}{pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", [roles.MODERATOR, roles.EDITOR, roles.REPORTER])
def test_no_other_role_sees_them(client: Client, role: str) -> None:
    client.force_login(builders.role_user(role, "someone"))
    assert client.get(URL).status_code == 403
