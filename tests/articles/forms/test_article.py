"""The article form: what it requires, and saves over somebody else's. Invalid input tried: no section,
no headline, marks only, versions that are none."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.articles.workflow import transitions
from newsroom.comments.services import update_comment_counts
from tests import builders
from tests.articles.article_form import ADD_URL, change_url, form_data, new_article_data, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(client: Client) -> Article:
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    return builders.published_article(headline="ราคาข้าวขึ้น", credits=[("ภาพ", "คนแรก")])


@pytest.fixture
def other_client(db: Any) -> Client:
    """A second editor at another computer."""
    client = Client()
    client.force_login(builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก"))
    return client


def page_with_errors(client: Client, **overrides: Any) -> str:
    response = client.post(ADD_URL, new_article_data(**overrides))
    assert response.status_code == 200
    return response.content.decode()


def test_what_cannot_be_published_is_refused_in_thai(admin_client: Client) -> None:
    page = page_with_errors(admin_client, _action="publish", section="")
    assert "ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง" in page
    assert "กรุณาใส่พาดหัว" in page_with_errors(admin_client, headline="")
    assert "อักขระที่มองไม่เห็น" in page_with_errors(admin_client, headline="\u200b่")
    assert "พาดหัวยาวเกินไป" in page_with_errors(admin_client, headline="ก" * 1000)
    assert Article.objects.count() == 0


def test_a_headline_that_is_too_long_is_counted_and_kept_whole(admin_client: Client) -> None:
    page = page_with_errors(admin_client, headline="น้ำ" * 86)
    assert "ไม่เกิน 255 ตัวอักษร ตอนนี้ 258" in page
    assert "น้ำ" * 86 in page
    headline = re.findall(r'<textarea name="headline"[^>]*>', page)
    assert ["maxlength" in tag for tag in headline] == [False], "a browser would cut a paste"


def test_a_date_over_a_year_away_is_asked_about_once(admin_client: Client) -> None:
    typed = f"6/8/{timezone.now().year + 543 + 100} 18.00"
    sent = new_article_data(_action="publish", published_at=typed)
    response = admin_client.post(ADD_URL, sent)
    assert "อีกกว่าหนึ่งปีข้างหน้า ตรวจปีอีกครั้ง" in response.content.decode()
    assert not Article.objects.exists()
    form = response.context["adminform"].form
    other = typed.replace("6/8/", "7/8/")
    sent["confirmed_date"] = form["confirmed_date"].value()
    assert admin_client.post(ADD_URL, sent | {"published_at": other}).status_code == 200
    assert admin_client.post(ADD_URL, sent).status_code == 302
    assert Article.objects.get().is_scheduled


def test_a_public_article_keeps_its_date_when_the_field_is_emptied(
    client: Client, article: Article
) -> None:
    published_at = article.published_at
    save(client, article, published_at="")
    assert article.published_at == published_at


def test_a_save_over_another_is_refused_and_shows_both_texts(
    client: Client, other_client: Client, article: Article
) -> None:
    data = form_data(client, article) | {"headline": "ราคาข่าวขึ้น", "standfirst": "โปรยของฉัน"}
    save(other_client, article, headline="ราคาปุ๋ยขึ้น")
    response = client.post(change_url(article), data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "ยังไม่ได้บันทึก: วิชัย ลมบก บันทึกข่าวนี้ไปก่อน" in page
    assert "ราคา<del>ปุ๋ย</del>ขึ้น" in page
    assert "ราคา<ins>ข่าว</ins>ขึ้น" in page
    assert "ราคาข่าวขึ้น</textarea>" in page
    assert "โปรยของฉัน</textarea>" in page
    article.refresh_from_db()
    assert article.headline == "ราคาปุ๋ยขึ้น"

    version = response.context["adminform"].form["version"].value()
    assert client.post(change_url(article), data | {"version": version}).status_code == 302
    article.refresh_from_db()
    assert article.headline == "ราคาข่าวขึ้น"
    headlines = [revision.snapshot["headline"] for revision in article.revisions.order_by("number")]
    assert headlines == ["ราคาข้าวขึ้น", "ราคาปุ๋ยขึ้น", "ราคาข่าวขึ้น"]


def test_a_conflict_compares_cleaned_texts_tags_and_rows_by_name(
    client: Client, other_client: Client, article: Article
) -> None:
    section = builders.section("กีฬา", "sport")
    data = form_data(client, article) | {
        "headline": "  ราคาข้าวขึ้น ",
        "body": "<p onclick=x>เนื้อข่าวของฉัน</p>",
        "tags": "ข, ก",
        "section": section.pk,
    }
    theirs = builders.section("การเมือง", "politics")
    save(other_client, article, body="<p>ของเขา</p>", tags="ค", section=theirs.pk)
    conflict = client.post(change_url(article), data).context["conflict"]
    assert [diff.name for diff in conflict.diffs] == ["body", "section", "tags"]
    texts = {diff.name: "".join(op.text for op in diff.operations) for diff in conflict.diffs}
    assert "onclick" not in texts["body"]
    assert "กีฬา" in texts["section"]


@pytest.mark.parametrize("action", ["send_to_review", "publish", "withdraw"])
def test_a_conflict_prevents_the_transition_too(
    client: Client, other_client: Client, article: Article, action: str
) -> None:
    data = form_data(client, article) | {"_action": action}
    save(other_client, article, headline="ราคาปุ๋ยขึ้น")
    status = Article.objects.get().status
    assert client.post(change_url(article), data).status_code == 200
    assert Article.objects.get().status == status


def test_a_transition_by_somebody_else_is_a_conflict(client: Client, article: Article) -> None:
    data = form_data(client, article)
    transitions.withdraw(article, by=builders.admin_user("chief"))
    assert client.post(change_url(article), data).status_code == 200
    assert Article.objects.get().status == "withdrawn"


def test_a_new_comment_is_no_conflict(client: Client, article: Article) -> None:
    data = form_data(client, article)
    builders.visible_comment(article)
    update_comment_counts([article.pk])
    assert client.post(change_url(article), data).status_code == 302


@pytest.mark.parametrize("version", ["nonsense", "\0", "9" * 500, "2016-08-06T02:05:00+00:00"])
@pytest.mark.parametrize("base", ["nonsense", "\0", "9" * 500, "77"])
def test_an_invalid_version_or_base_is_a_conflict_and_no_error(
    client: Client, article: Article, version: str, base: str
) -> None:
    data = form_data(client, article) | {"version": version, "headline": "ราคาข่าวขึ้น", "base": base}
    assert client.post(change_url(article), data).status_code == 200
    article.refresh_from_db()
    assert article.headline == "ราคาข้าวขึ้น"


def test_errors_are_named_above_the_form_with_links_to_their_fields(client: Client) -> None:
    """On a phone the field may be in a closed panel, and «ด้านล่าง» is nowhere."""
    client.force_login(builders.role_user(roles.EDITOR, "namer"))
    data = new_article_data(section="", _action="publish")
    page = client.post(ADD_URL, data).content.decode()
    assert '<li><a href="#id_section">หมวด</a>: ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง</li>' in page
