"""Co-authors, primary categories, other taxonomies and post types."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsroom.articles.models import Article, Author
from tests.transfer.wordpress.exports import export, import_wordpress, item

pytestmark = pytest.mark.django_db


def term(taxonomy: str, nicename: str, name: str) -> str:
    return f'<category domain="{taxonomy}" nicename="{nicename}"><![CDATA[{name}]]></category>'


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value>"
        "</wp:postmeta>"
    )


def test_co_authors_share_the_byline_and_are_the_users_of_that_name(tmp_path: Path) -> None:
    more = term("author", "cap-malee", "มาลี") + term("author", "cap-divali", "ดิวาลี ใจดี")
    import_wordpress(export(tmp_path, item(1, more=more), item(2)))
    first, second = Article.objects.order_by("pk")
    assert [line.author.name for line in first.cached_bylines] == ["มาลี", "ดิวาลี ใจดี"]
    assert second.cached_bylines[0].author == first.cached_bylines[1].author
    assert Author.objects.count() == 2


def test_logins_alike_are_two_people_and_each_keeps_the_own_address(tmp_path: Path) -> None:
    def user(login: str, name: str) -> str:
        return (
            f"<wp:author><wp:author_id>1</wp:author_id><wp:author_login>{login}</wp:author_login>"
            f"<wp:author_display_name>{name}</wp:author_display_name></wp:author>"
        )

    path = export(tmp_path, user("somchai.k", "สมชาย") + user("somchai-k", "สมชัย"), item(1))
    import_wordpress(path)
    slugs = dict(Author.objects.values_list("name", "slug"))
    assert slugs == {"ดิวาลี ใจดี": "divali", "สมชัย": "somchai-k", "สมชาย": "somchai-k-2"}


def test_the_primary_category_is_the_section(tmp_path: Path) -> None:
    channel = (
        "<wp:category><wp:term_id>9</wp:term_id><wp:category_nicename>sport</wp:category_nicename>"
        "<wp:cat_name>กีฬา</wp:cat_name></wp:category>"
    )
    more = term("category", "sport", "กีฬา")
    primary = more + meta("_yoast_wpseo_primary_category", "9")
    import_wordpress(export(tmp_path, channel, item(1, more=more), item(2, more=primary)))
    first, second = Article.objects.order_by("pk")
    assert (first.section.name, second.section.name) == ("ข่าวท้องถิ่น", "กีฬา")
    assert [tag.name for tag in second.tags.all()] == ["ข่าวท้องถิ่น"]


def test_other_taxonomies_and_types_come_when_asked_for(tmp_path: Path) -> None:
    path = export(tmp_path, item(1, more=term("province", "satun", "สตูล")), item(2, type="news"))
    import_wordpress(path, taxonomies="province", post_types="news, other")
    assert [tag.name for tag in Article.objects.get(pk=1).tags.all()] == ["สตูล"]
    assert Article.objects.filter(pk=2).exists()


def test_a_description_for_search_engines_is_the_standfirst_of_last_resort(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(1, more=meta("_yoast_wpseo_metadesc", "ใจความ"))))
    assert Article.objects.get().standfirst == "ใจความ"


def test_buddhist_years_and_far_dates_are_told(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        item(1, date_gmt="2559-08-06 03:00:00"),
        item(2, status="future", date_gmt="2099-01-01 00:00:00"),
    )
    report = import_wordpress(path)
    assert Article.objects.get(pk=1).published_at.isoformat() == "2016-08-06T03:00:00+00:00"
    assert "ปีของข่าวเป็น พ.ศ." in report
    assert "อยู่เกินหนึ่งปีข้างหน้า" in report
