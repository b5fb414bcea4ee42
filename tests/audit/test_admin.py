"""The log in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.audit.log import log_action
from newsroom.audit.models import Action, AuditLogEntry
from tests import builders

pytestmark = pytest.mark.django_db


def test_an_administrator_searches_the_log_and_others_do_not_see_it(client: Client) -> None:
    log_action(Action.DELETED, "ข่าวที่หายไป")
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "boss"))
    page = client.get("/admin/audit/auditlogentry/?q=หายไป").content.decode()
    assert "ข่าวที่หายไป" in page
    assert "<h1>บันทึกการใช้งาน</h1>" in page, "nothing is chosen there"
    assert "ข่าวที่หายไป" not in client.get("/admin/audit/auditlogentry/?q=ไม่มี").content.decode()
    for query in (
        "?q=%00",
        "?action__exact=nonsense",
        "?target_type=nonsense",
        "?timestamp__gte=x",
        "?p=99999",
    ):
        assert client.get(f"/admin/audit/auditlogentry/{query}").status_code in (200, 302)
    entry = AuditLogEntry.objects.get(action="deleted")
    for path in ("add/", f"{entry.pk}/delete/"):
        assert client.post(f"/admin/audit/auditlogentry/{path}", {}).status_code == 403
    assert client.post(f"/admin/audit/auditlogentry/{entry.pk}/change/", {}).status_code == 403
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    assert client.get("/admin/audit/auditlogentry/").status_code == 403
