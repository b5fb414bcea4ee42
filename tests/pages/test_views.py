"""Pages as readers see them: state, address, search, sitemap, what programs are told."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localtime

from newsroom.pages.models import Page
from newsroom.site.models import SiteSettings
from newsroom.thai.lines.joiners import without_joiners
from newsroom.transfer.models import MissingPath, Redirect
from tests import builders

pytestmark = pytest.mark.django_db


def json_ld(client: Client, url: str) -> Any:
    html = client.get(url).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("slug", ["about", "contact", "privacy"])
def test_every_site_begins_with_these_pages(client: Client, slug: str) -> None:
    response = client.get(f"/{slug}/")
    assert response.status_code == 200
    assert "s-maxage=300" in response["Cache-Control"]
    home = client.get("/").content.decode()
    assert f'href="/{slug}/"' in home
    Page.objects.filter(slug=slug).update(status=Page.Status.DRAFT)
    assert f'href="/{slug}/"' not in client.get("/").content.decode()


def test_photos_in_the_text_are_shown_and_thai_is_typeset(client: Client) -> None:
    photo = builders.photo()
    text = f'<p>เด็ก ๆ หน้าตึก</p><figure><img data-file="{photo.pk}" alt="ตึก"></figure>'
    builders.write_page("about", text)
    html = client.get("/about/").content.decode()
    assert photo.sizes("full")[0]["name"] in html
    assert "data-file" not in html
    assert "เด็ก\u00a0ๆ" in html


def test_a_draft_is_404_and_a_withdrawn_page_410(client: Client) -> None:
    page = builders.write_page("rules", "<p>กติกาของเรา</p>")
    assert client.get("/rules/").status_code == 200
    Page.objects.filter(pk=page.pk).update(status=Page.Status.DRAFT)
    assert client.get("/rules/").status_code == 404
    Page.objects.filter(pk=page.pk).update(status=Page.Status.WITHDRAWN)
    response = client.get("/rules/")
    assert response.status_code == 410
    assert "กติกาของเรา" not in response.content.decode()


def test_what_is_no_page_is_404_without_a_redirect_for_the_slash(client: Client) -> None:
    assert client.get("/no-such-page").status_code == 404
    assert client.get("/no-such-page/").status_code == 404
    assert client.get("/about").status_code == 301
    Redirect.objects.create(old_path="/old-page", new_path="/about/")
    assert client.get("/old-page")["Location"] == "/about/"


def test_a_former_address_leads_to_the_page_in_one_hop(client: Client) -> None:
    page = builders.write_page("rules")
    for slug in ("house-rules", "rules-of-the-house"):
        page.slug = slug
        page.save()
    for old in ("/rules/", "/rules", "/house-rules/"):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, "/rules-of-the-house/")
    page.slug = "rules"
    page.save()
    assert client.get("/rules/").status_code == 200
    assert client.get("/rules-of-the-house/")["Location"] == "/rules/"
    page.status = Page.Status.WITHDRAWN
    page.save()
    page.delete()
    assert client.get("/rules/").status_code == client.get("/house-rules/").status_code == 410


def test_a_draft_leaves_no_trace(client: Client) -> None:
    page = Page.objects.create(slug="secret-plan", title="แผนลับสุดยอด")
    page.slug = "secret-plan-2"
    page.save()
    assert client.get("/secret-plan/").status_code == 404
    page.delete()
    assert client.get("/secret-plan-2/").status_code == 404
    assert not Redirect.objects.exists()


def test_a_redirect_to_a_draft_is_not_permanent(client: Client) -> None:
    Page.objects.create(slug="plan", title="แผน")
    Redirect.objects.create(old_path="/old", new_path="/plan/")
    assert client.get("/old/").status_code == 302


def test_unknown_paths_are_counted(client: Client, monkeypatch: Any) -> None:
    from newsroom.transfer.addresses import counts

    Page.objects.create(slug="plan", title="แผน")
    monkeypatch.setattr(counts, "FLUSH_SECONDS", 0)
    for path in ("/plan/", "/nothing/"):
        client.get(path)
    assert {"/plan", "/nothing"} <= set(MissingPath.objects.values_list("path", flat=True))


def test_the_team_are_authors_who_work_here_and_have_a_title(client: Client) -> None:
    builders.author(job_title="บรรณาธิการ")
    builders.author("คนเก่า", slug="old", job_title="อดีตบรรณาธิการ", is_current=False)
    builders.author("แขกรับเชิญ", slug="guest")
    builders.write_page("team")
    html = client.get("/team/").content.decode()
    assert "บรรณาธิการ" in html
    assert 'href="/author/phaithun/"' in html
    assert "คนเก่า" not in html
    assert "แขกรับเชิญ" not in html


def test_the_search_finds_public_pages(client: Client) -> None:
    builders.write_page("ethics", "<p>นักข่าวไม่รับของขวัญจากผู้เป็นข่าว</p>", title="จรรยาบรรณ")
    Page.objects.create(slug="plan", title="แผน", body="<p>ของขวัญปีหน้า</p>")
    html = client.get("/search/?q=ของขวัญ").content.decode()
    assert 'href="/ethics/"' in html
    assert "<mark>ของขวัญ</mark>" in html
    assert "/plan/" not in html
    assert 'href="/ethics/"' not in client.get("/search/?q=ของขวัญ&sort=date").content.decode()
    (found,) = client.get("/search/suggest?q=จรรยา").json()["suggestions"]
    found["text"] = without_joiners(found["text"])
    assert found == {"kind": "page", "text": "จรรยาบรรณ", "url": "/ethics/"}


def test_the_sitemap_names_public_pages_with_their_last_save(client: Client) -> None:
    page = builders.write_page("ethics")
    Page.objects.create(slug="plan", title="แผน")
    xml = client.get("/sitemap-pages.xml").content.decode()
    assert f"/ethics/</loc><lastmod>{localtime(page.updated_at):%Y-%m-%d}</lastmod>" in xml
    assert "/about/</loc>" in xml
    assert "/plan/" not in xml


def test_the_publisher_names_its_policies(client: Client) -> None:
    SiteSettings(name="อ่าวทรายโพสต์").save()
    for kind in ("ethics", "corrections", "ownership", "team"):
        slug = "corrections-policy" if kind == "corrections" else kind
        builders.write_page(slug, kind=kind)
    expected = {
        "publishingPrinciples": "http://testserver/ethics/",
        "ethicsPolicy": "http://testserver/ethics/",
        "correctionsPolicy": "http://testserver/corrections-policy/",
        "ownershipFundingInfo": "http://testserver/ownership/",
        "masthead": "http://testserver/team/",
    }
    article = builders.published_article()
    for data in (json_ld(client, "/"), json_ld(client, article.get_absolute_url())):
        assert expected.items() <= data["publisher"].items()
    Page.objects.filter(slug="team").update(status=Page.Status.WITHDRAWN)
    assert "masthead" not in json_ld(client, "/")["publisher"]


def test_a_page_says_what_it_is_and_where_it_stands(client: Client) -> None:
    about = Page.objects.get(slug="about")
    builders.write_page("team", "<p>คนทำข่าวทุกคน</p>", title="ทีมงาน", parent=about)
    page = json_ld(client, "/team/")
    assert (page["@type"], page["name"]) == ("AboutPage", "ทีมงาน")
    names = [(item["position"], item["name"]) for item in page["breadcrumb"]["itemListElement"]]
    assert names == [(1, "เกี่ยวกับเรา"), (2, "ทีมงาน")]
    html = client.get("/team/").content.decode()
    assert '<meta name="description" content="คนทำข่าวทุกคน">' in html
    assert '<a href="/team/">ทีมงาน</a>' in client.get("/about/").content.decode()
    assert json_ld(client, "/contact/")["@type"] == "ContactPage"
