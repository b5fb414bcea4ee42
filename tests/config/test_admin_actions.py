"""Actions on forged ids in the admin's lists."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pk", ["x", "", "-1", "²", "9" * 30, "1 OR 1=1"])
@pytest.mark.parametrize("model", ["articles/article", "comments/comment", "accounts/user"])
def test_an_action_on_what_is_no_id_is_a_bad_request(client: Client, model: str, pk: str) -> None:
    """Django gives it to the database: it was a 500."""
    client.force_login(builders.admin_user())
    data = {"action": "delete_selected", "_selected_action": [pk]}
    assert client.post(f"/admin/{model}/", data).status_code == 400
