"""A list of the admin is filtered by what it offers only: no column is read letter by letter."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from newsroom.accounts import roles
from newsroom.mail.models import OutgoingMail
from newsroom.mail.outbox import queue_mail
from newsroom.web.admin.model_admin import NewsroomModelAdmin
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(builders.admin_user())
    return client


def test_the_text_of_a_waiting_message_cannot_be_guessed(client: Client, settings: Any) -> None:
    """It holds a link that sets a password, perhaps a superuser's."""
    settings.MAIL_IS_CONFIGURED = True
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "wilai"))
    mail = queue_mail("mail/trial", to="boss@example.com", subject="ตั้งรหัสผ่าน")
    assert mail is not None
    OutgoingMail.objects.filter(pk=mail.pk).update(text="https://example.com/admin/password/ab")
    url = reverse("admin:mail_outgoingmail_changelist")
    for lookup in ("text__contains", "html__contains", "text__startswith", "text__gt", "text"):
        for guess in ("https://example.com/admin/password/a", "no"):
            assert client.get(url, {lookup: guess}).status_code == 400
    assert client.get(url, {"state__exact": "waiting"}).status_code == 200


# The audit log shows all of its columns.
ADMINS = [item for item in admin.site._registry.values() if isinstance(item, NewsroomModelAdmin)]


@pytest.mark.parametrize("model_admin", ADMINS, ids=str)
def test_no_list_is_filtered_by_what_it_does_not_offer(superuser: Client, model_admin: Any) -> None:
    offered = {
        item if isinstance(item, str) else getattr(item, "parameter_name", "")
        for item in model_admin.list_filter
    }
    url = reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist")
    if "cl" not in (superuser.get(url).context or {}):
        pytest.skip("no list")
    for field in model_admin.opts.get_fields():
        if field.name in offered:
            continue
        for lookup in (field.name, f"{field.name}__startswith", f"{field.name}__pk__gt"):
            assert superuser.get(url, {lookup: "1"}).status_code == 400, lookup


def test_what_lists_offer_is_followed(superuser: Client) -> None:
    """Links of our own, and those of the filters on the page."""
    tag = builders.tag()
    for path in (
        f"articles/article/?tags__id__exact={tag.pk}",
        "comments/comment/?status__exact=pending",
        "mail/outgoingmail/?state__exact=failed",
        "accounts/user/?groups__id__exact=1",
        "accounts/user/?is_active__exact=1",
        "images/photo/?lacks=any",
        "audit/auditlogentry/?timestamp__gte=2026-11-01",
    ):
        response = superuser.get(f"/admin/{path}", follow=True)
        assert (response.status_code, response.redirect_chain) == (200, []), path
