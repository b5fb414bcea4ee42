"""The pages about the paper show what the newsroom wrote, pictures included."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.site.models import SiteIdentity
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["about", "privacy"])
def test_a_picture_in_the_text_is_shown(client: Client, page: str) -> None:
    photo = builders.photo()
    text = f'<p>เด็ก ๆ หน้าตึก</p><figure><img data-file="{photo.pk}" alt="ตึก"></figure>'
    SiteIdentity(**{page: text}).save()
    html = client.get(f"/{page}/").content.decode()
    assert photo.sizes("full")[0]["name"] in html
    assert "data-file" not in html
    assert "เด็ก\u00a0ๆ" in html
