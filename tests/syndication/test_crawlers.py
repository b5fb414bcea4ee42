"""robots.txt, the license for programs, and the header of pages, under each policy."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client

from newsroom.site.models import SiteSettings
from newsroom.syndication.crawlers import AiPolicy
from tests import builders

pytestmark = pytest.mark.django_db
RSL = "{https://rslstandard.org/rsl}"


def rules(client: Client) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def test_robots_txt_names_paths_to_leave_out_and_the_sitemaps(client: Client) -> None:
    page = client.get("/robots.txt").content.decode()
    assert page.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        # Not /search/: a crawler that may not fetch it would not see its noindex.
        "Disallow: /search/suggest",
        "Disallow: /news/*/comments/reply/",
        "Disallow: /news/*/comments/thanks/",
        "Disallow: /comments/confirm/",
        "Disallow: /read/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/news-sitemap.xml",
    ]


@pytest.mark.parametrize(
    ("policy", "training", "search", "tag", "usages"),
    [
        ("all", True, True, None, {"permits": ["all"], "prohibits": []}),
        (
            "search", False, True, "noai, noimageai",
            {"permits": ["search", "ai-index", "ai-input"], "prohibits": ["ai-train"]},
        ),
        ("none", False, False, "noai, noimageai", {"permits": ["search"], "prohibits": ["ai-all"]}),
    ],
)  # fmt: skip
def test_each_policy_is_said_in_all_places(
    client: Client, policy: str, training: bool, search: bool, tag: str | None, usages: object
) -> None:
    SiteSettings(name="ข่าว & <ทะเล>", ai_policy=policy).save()
    url = builders.published_article().get_absolute_url()
    robots = rules(client)
    assert robots.can_fetch("GPTBot", url) == training
    assert robots.can_fetch("OAI-SearchBot", url) == search
    assert robots.can_fetch("Googlebot", url)
    assert not robots.can_fetch("Googlebot", "/admin/")
    assert len(robots.site_maps() or []) == 2
    assert client.get(url).get("X-Robots-Tag") == tag
    assert "X-Robots-Tag" not in client.get("/feed/").headers
    text = client.get("/robots.txt").content.decode()
    assert ("License: http://testserver/license.xml" in text.splitlines()) == (policy != "all")
    response = client.get("/license.xml")
    assert response["Content-Type"].startswith("application/rsl+xml")
    root = ElementTree.fromstring(response.content)
    told = {
        kind: [one.text for one in root.iter(f"{RSL}{kind}")] for kind in ("permits", "prohibits")
    }
    assert told == usages
    assert next(root.iter(f"{RSL}copyright")).text == "ข่าว & <ทะเล>"


def test_the_settings_show_the_file_under_each_policy(admin_client: Client) -> None:
    SiteSettings().save()
    page = admin_client.get("/admin/site/sitesettings/1/change/").content.decode()
    for policy in AiPolicy:
        assert f'data-policy="{policy}"' in page
    assert page.count("User-agent: GPTBot") == 2
