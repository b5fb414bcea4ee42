"""Redirects follow what they lead to, so that they stay one hop long."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.articles.workflow.taxonomy.tag_renaming import rename_tag
from newsroom.transfer.addresses.check import check_addresses
from newsroom.transfer.addresses.redirects import save_redirects
from newsroom.transfer.models import Redirect
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_renamed_section_or_author_keeps_its_old_address(client: Client) -> None:
    for renamed in (builders.section(slug="local"), builders.author(slug="old-name")):
        before = renamed.get_absolute_url()
        save_redirects([(f"/former{before}", before)])
        for slug in ("second", "third"):
            renamed.slug = slug
            renamed.save()
        after = renamed.get_absolute_url()
        for old in (before, f"/former{before}", before.replace("local", "second")):
            if old != before or "local" in before:
                assert client.get(old)["Location"] == after
        renamed.slug = before.strip("/").rpartition("/")[2]
        renamed.save()
        assert client.get(before).status_code == 200
        assert client.get(after)["Location"] == before


def test_what_led_to_a_tag_follows_its_new_name(client: Client) -> None:
    tag = builders.tag("น้ำท่วม")
    save_redirects([("/label/flood", tag.get_absolute_url())])
    rename_tag(tag, "อุทกภัย")
    assert client.get("/label/flood/")["Location"] == tag.get_absolute_url()


def test_the_check_follows_one_redirect() -> None:
    section = builders.section(slug="local")
    Redirect.objects.create(old_path="/a", new_path=section.get_absolute_url())
    Redirect.objects.create(old_path="/b", new_path="/a/")
    found = check_addresses(["/a/", "/b/", "/c/", section.get_absolute_url()])
    assert (found.total, found.answered) == (4, 2)
    assert [address for address, _ in found.failed] == ["/b/", "/c/"]
