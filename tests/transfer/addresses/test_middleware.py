"""Old URLs: their normalised form, and the 301 to the new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from newsroom.articles.models import Article
from newsroom.transfer.addresses.paths import normalise_path
from newsroom.transfer.models import Redirect
from tests import builders
from tests.transfer.wordpress.exports import export, import_wordpress, item


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://old.example/2016/08/06/post/", "/2016/08/06/post"),
        ("/%E0%B8%82/", "/ข"),
        ("/%e0%b8%82", "/ข"),
        ("/%e0%b8%82%e0%b8", "/ข"),
        ("https://old.example/?p=12&x=1", "/?p=12"),
        ("/", "/"),
        ("/a?utm=1", "/a"),
    ],
)
def test_old_urls_have_one_normalised_form(url: str, path: str) -> None:
    """T-U4"""
    assert normalise_path(url) == path


@pytest.mark.django_db
def test_old_urls_redirect_to_new_ones(tmp_path: Path, client: Client) -> None:
    """T-U4"""
    thai = "https://old.example/2016/08/06/%e0%b8%82%e0%b9%88%e0%b8%b2%e0%b8%a7-%e0%b8%99%e0%b9%89%e0%b8%b3/"
    import_wordpress(export(tmp_path, item(123, link=thai)))
    new_url = Article.objects.get().get_absolute_url()
    for old_url in (
        "/2016/08/06/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7-%E0%B8%99%E0%B9%89%E0%B8%B3/",
        "/2016/08/06/%e0%b8%82%e0%b9%88%e0%b8%b2%e0%b8%a7-%e0%b8%99%e0%b9%89%e0%b8%b3",
        "/2016/08/06/ข่าว-น้ำ/",
        "/2016/08/06/ข่าว-น\u0e49\u0e4d\u0e32/",
        "/?p=123",
    ):
        response = client.get(old_url)
        assert (response.status_code, response["Location"]) == (301, new_url), old_url
    assert client.get("/category/local-news/")["Location"] == "/section/local-news/"
    assert client.get("/author/divali/").status_code == 200
    assert client.get("/2016/08/06/unknown/").status_code == 404


OLD = "https://old.example/2016/08/06/flood-pier/"
META = (
    "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>flood-old</wp:meta_value></wp:postmeta>"
    '<category domain="post_tag" nicename="flood-2566"><![CDATA[น้ำท่วม]]></category>'
)


@pytest.fixture
def old_site(tmp_path: Path) -> Article:
    import_wordpress(export(tmp_path, item(601, link=OLD, more=META), item(7, status="draft")))
    return Article.objects.get(pk=601)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "/2016/08/06/flood-pier/amp/", "/2016/08/06/flood-pier/feed/", "/2016/08/06/flood-pier/2/",
        "/2016/08/06/flood-pier/comment-page-1/", "/2016/08/06/flood-pier/trackback/",
        "/index.php/2016/08/06/flood-pier/", "/web/2016/08/06/flood-pier/", "/flood-pier/",
        "/2016/08/06/flood-old/", "/flood-old/", "/?p=601&x=1", "/?page_id=601", "/index.php?p=601",
        "/archives/601", "/2016/08/06/flood-pier/feed/atom/", "/2016/08/06/flood-pier/amp/2/",
    ],
)  # fmt: skip
def test_the_stem_of_an_old_url_decides(old_site: Article, client: Client, url: str) -> None:
    """T-U4"""
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (301, old_site.get_absolute_url())
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "new"),
    [
        ("/category/x/local-news/", "/section/local-news/"),
        ("/category/local-news/page/3/", "/section/local-news/"),
        ("/category/local-news/feed/", "/section/local-news/feed/"),
        (
            "/tag/flood-2566/",
            "/tag/%E0%B8%99%E0%B9%89%E0%B8%B3%E0%B8%97%E0%B9%88%E0%B8%A7%E0%B8%A1/",
        ),
        (
            "/?tag=flood-2566",
            "/tag/%E0%B8%99%E0%B9%89%E0%B8%B3%E0%B8%97%E0%B9%88%E0%B8%A7%E0%B8%A1/",
        ),
        ("/?author_name=divali", "/author/divali/"),
        ("/?s=น้ำ", "/search/?q=%E0%B8%99%E0%B9%89%E0%B8%B3"),
        ("/?feed=atom", "/feed/atom/"),
        ("/?m=201608", "/archive/2016/08/"),
        ("/2016/08/06/", "/archive/2016/08/"),
        ("/2559/08/", "/archive/2016/08/"),
        ("/2016/page/2/", "/archive/2016/"),
        ("/page/3/", "/archive/"),
        ("/sitemap_index.xml", "/sitemap.xml"),
        ("/post-sitemap2.xml", "/sitemap.xml"),
        ("/comments/feed/", "/feed/"),
        ("/feeds/posts/default", "/feed/"),
    ],
)
def test_lists_feeds_and_archives_lead_to_ours(
    old_site: Article, client: Client, url: str, new: str
) -> None:
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/?p=999", "/?cat=5", "/?page_id=x", "/2016/13/", "/tag/none/"])
def test_what_is_not_known_is_404_and_never_the_front_page(
    old_site: Article, client: Client, url: str
) -> None:
    assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_the_front_page_of_blogger_for_phones_is_the_front_page(client: Client) -> None:
    assert client.get("/?m=1").status_code == 200


@pytest.mark.django_db
def test_what_is_not_public_yet_is_redirected_for_now(old_site: Article, client: Client) -> None:
    assert client.get("/?p=7").status_code == 302
    Article.objects.filter(pk=601).update(status=Article.Status.WITHDRAWN)
    assert client.get("/flood-pier/").status_code == 301
    assert client.get("/news/601/").status_code == 410


@pytest.mark.django_db
def test_no_old_url_opens_another_story(tmp_path: Path, client: Client) -> None:
    """Ids of ours that were ids of other stories there."""
    path = export(
        tmp_path,
        item(1, link="https://old.example/news/7/"),
        item(7, link="https://old.example/news/1/slug/"),
        item(2, link="https://old.example/2/"),
    )
    import_wordpress(path)
    headlines = {7: "ข่าวที่ 1", 1: "ข่าวที่ 7", 2: "ข่าวที่ 2"}
    assert dict(Article.objects.values_list("pk", "headline")) == headlines
    assert client.get("/news/1/slug/")["Location"] == "/news/1/"


@pytest.mark.django_db
def test_an_old_url_that_is_a_page_of_ours_is_told(tmp_path: Path) -> None:
    own = builders.published_article()
    path = export(tmp_path, item(50, link=f"https://old.example/news/{own.pk}/"))
    report = import_wordpress(path)
    assert f"ที่อยู่เดิม /news/{own.pk} เป็นหน้า /news/{own.pk}/ ของเราอยู่แล้ว" in report
    assert Article.objects.get(headline="ข่าวที่ 50").pk != own.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", "/a b"],
)
def test_no_redirect_leads_to_code_or_by_trick_to_another_site(client: Client, target: str) -> None:
    Redirect.objects.create(old_path="/old", new_path=target)
    assert client.get("/old/").status_code == 404
    with pytest.raises(ValidationError):
        Redirect(old_path="/new", new_path=target).full_clean()
