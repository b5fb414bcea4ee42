"""Redirects as CSV, in and out."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from newsroom.transfer.addresses.editing.exchange import from_csv, to_csv
from newsroom.transfer.models import Redirect
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_table_survives_export_and_import() -> None:
    Redirect.objects.create(old_path="/ข่าว เก่า", new_path="/about/")
    Redirect.objects.create(old_path="/ลับ", is_gone=True)
    table = to_csv(Redirect.objects.all())
    before = list(Redirect.objects.values_list("old_path", "new_path", "is_gone"))
    Redirect.objects.all().delete()
    result = from_csv(table.encode())
    assert (result.stored, result.refused) == (2, [])
    assert list(Redirect.objects.values_list("old_path", "new_path", "is_gone")) == before


def test_chains_collapse_and_loops_are_refused_with_their_line() -> None:
    result = from_csv(b"/a,/b\n/b,/about/\n/c,/b\n/about,/c\n/d,/d\n/e,javascript:x\n")
    targets = dict(Redirect.objects.values_list("old_path", "new_path"))
    assert targets == {"/b": "/about/", "/c": "/about/"}
    assert [line for line, _ in result.refused] == [1, 4, 5, 6]
    from_csv(b"/about2,/about/\n/a,/about2\n")
    assert Redirect.objects.get(old_path="/a").new_path == "/about/"


def test_a_new_hop_shortens_what_led_to_its_old_address() -> None:
    Redirect.objects.create(old_path="/a", new_path="/b/")
    from_csv(b"/b,/contact/\n")
    assert Redirect.objects.get(old_path="/a").new_path == "/contact/"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'"open\n', b"\x00"])
def test_what_is_no_table_is_refused_in_thai(client: Client, data: bytes) -> None:
    client.force_login(builders.admin_user())
    url = reverse("admin:transfer_redirect_import")
    response = client.post(url, {"file": SimpleUploadedFile("a.csv", data)})
    assert response.status_code in (200, 302)
    assert not Redirect.objects.exists()


def test_the_admin_imports_and_exports(client: Client) -> None:
    client.force_login(builders.admin_user())
    url = reverse("admin:transfer_redirect_import")
    client.post(url, {"file": SimpleUploadedFile("a.csv", b"/a,/about/\n")})
    row = Redirect.objects.get()
    data = {"action": "export_csv", "_selected_action": [row.pk]}
    response = client.post(reverse("admin:transfer_redirect_changelist"), data)
    assert "/a,/about/,0" in response.content.decode()
    client.force_login(builders.staff_user())
    assert client.get(url).status_code == 403


def test_a_cell_is_no_formula() -> None:
    Redirect.objects.create(old_path="=1+1", new_path="/about/")
    assert "'=1+1" in to_csv(Redirect.objects.all())
