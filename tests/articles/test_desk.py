"""Stories in the admin. Bad input tried: no section, no headline, no author, dates that do not exist,
marks only, script in every field, previews of nothing and by strangers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from newsroom.articles.changes import articles_changed
from newsroom.articles.models import Article
from newsroom.thai.dates import BANGKOK
from tests import builders

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def fields(**changes: Any) -> dict[str, Any]:
    """What a filled-in form sends."""
    return {
        "headline": "น้ำลดแล้วทั้งอำเภอ",
        "standfirst": "",
        "body": "<p>ชาวบ้านเริ่มทำความสะอาด</p>",
        "section": builders.section().pk,
        "tags": "น้ำท่วม, อบจ.กระบี่",
        "dateline": "",
        "published_at": "",
        "comments_open": "on",
        "bylines-TOTAL_FORMS": "1",
        "bylines-INITIAL_FORMS": "0",
        "bylines-0-author": builders.author().pk,
        "bylines-0-role": "writer",
        "bylines-0-position": "0",
        "credits-TOTAL_FORMS": "1",
        "credits-INITIAL_FORMS": "0",
        "credits-0-role": "ภาพและข่าว",
        "credits-0-name": "ไพฑูรย์ ล่องเพ็ง",
        "credits-0-position": "0",
        **changes,
    }


def errors(page: Any) -> str:
    assert page.status_code == 200
    return page.content.decode()


def test_a_story_is_written_whole(admin_client: Client) -> None:
    answer = admin_client.post(ADD, fields())
    assert answer.status_code == 302, answer.context["errors"]
    article = Article.objects.get()
    assert [tag.name for tag in article.tags.all()] == ["น้ำท่วม", "อบจ.กระบี่"]
    assert [str(credit) for credit in article.credits.all()] == ["ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง"]
    assert article.byline[0].author.name == "ไพฑูรย์ ล่องเพ็ง"
    assert article.created_by is not None


@pytest.mark.parametrize(
    "typed", ["6/8/2559 09.05", "๖ ส.ค. ๒๕๕๙ เวลา ๐๙.๐๕ น.", "6/8/2016 9:05", "2016-08-06 09:05"]
)
def test_a_date_keeps_its_year_however_often_it_is_saved(admin_client: Client, typed: str) -> None:
    """T-D3: what the form shows is what it reads back, never 543 years off"""
    admin_client.post(ADD, fields(_move="publish", published_at=typed))
    article = Article.objects.get()
    moment = datetime(2016, 8, 6, 9, 5, tzinfo=BANGKOK)
    assert article.published_at == moment
    change = f"/admin/articles/article/{article.pk}/change/"
    shown = admin_client.get(change).context["adminform"].form["published_at"].value()
    for _ in range(3):
        page = admin_client.get(change).content.decode()
        assert "6/8/2559 09.05" in page
        rows = {
            "bylines-INITIAL_FORMS": "1",
            "bylines-0-id": article.bylines.get().pk,
            "credits-INITIAL_FORMS": "1",
            "credits-0-id": article.credits.get().pk,
        }
        answer = admin_client.post(change, fields(published_at="6/8/2559 09.05", **rows))
        assert answer.status_code == 302
        article.refresh_from_db()
        assert article.published_at == moment == shown


@pytest.mark.parametrize("typed", ["31/2/2569", "เมื่อวานนี้", "6/8/99", "25.00", "6/8/2559 25.00"])
def test_a_date_that_is_none_is_told_and_what_was_typed_stays(
    admin_client: Client, typed: str
) -> None:
    page = errors(admin_client.post(ADD, fields(_move="publish", published_at=typed)))
    assert "errorlist" in page
    assert f'value="{typed}"' in page
    assert "ชาวบ้านเริ่มทำความสะอาด" in page
    assert Article.objects.count() == 0


def test_what_cannot_be_published_is_told_in_thai(admin_client: Client) -> None:
    page = errors(admin_client.post(ADD, fields(_move="publish", section="")))
    assert "ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง" in page
    assert "กรุณาใส่พาดหัว" in errors(admin_client.post(ADD, fields(headline="")))
    assert "อักขระที่มองไม่เห็น" in errors(admin_client.post(ADD, fields(headline="\u200b่")))
    assert "พาดหัวยาวเกินไป" in errors(admin_client.post(ADD, fields(headline="ก" * 1000)))
    assert Article.objects.count() == 0


def test_script_in_every_field_is_harmless(admin_client: Client, client: Client) -> None:
    script = "<script>alert(1)</script>"
    answer = admin_client.post(
        ADD,
        fields(
            headline=script,
            standfirst=script,
            body=f"<p onclick=x>ก{script}<a href=javascript:alert(1)>x</a></p>",
            tags=script,
            dateline="<script>",
            _move="publish",
            **{"credits-0-name": script, "credits-0-role": "<b>"},
        ),
    )
    assert answer.status_code == 302, answer.context["errors"]
    article = Article.objects.get()
    for address in (article.get_absolute_url(), "/", "/section/local/", "/feed/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "javascript:alert" not in page
    assert "<script>alert" not in admin_client.get("/admin/articles/article/").content.decode()


def test_saving_says_what_readers_will_see(admin_client: Client) -> None:
    later = timezone.now() + timedelta(days=3)
    typed = f"{later.astimezone(BANGKOK):%d/%m}/{later.year + 543} 06.00"
    page = admin_client.post(ADD, fields(_move="publish", published_at=typed), follow=True)
    assert "ข่าวจะเผยแพร่เองเมื่อ" in page.content.decode()
    page = admin_client.post(ADD, fields(_move="publish", headline="อีกข่าว"), follow=True)
    assert "ผู้อ่านเห็นข่าวนี้แล้ว" in page.content.decode()
    assert Article.objects.published().count() == 1


def act(client: Client, action: str, *articles: Article) -> str:
    data = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post("/admin/articles/article/", data, follow=True).content.decode()


def test_stories_are_published_withdrawn_and_taken_off(
    admin_client: Client, client: Client
) -> None:
    draft, later = builders.draft_article(), builders.scheduled_article()
    homeless = builders.draft_article(section=None)
    page = act(admin_client, "publish_now", draft, later, homeless)
    assert "เผยแพร่แล้ว 2 ข่าว" in page
    assert "ยังไม่มีหมวด" in page
    assert client.get(later.get_absolute_url()).status_code == 200
    act(admin_client, "withdraw", draft)
    assert client.get(draft.get_absolute_url()).status_code == 410
    act(admin_client, "back_to_draft", later)
    assert client.get(later.get_absolute_url()).status_code == 404
    assert client.get(homeless.get_absolute_url()).status_code == 404


def test_only_substance_makes_a_story_revised(admin_client: Client) -> None:
    article = builders.published_article(section=builders.section(), tags=["น้ำท่วม"], authors=[])
    change = f"/admin/articles/article/{article.pk}/change/"
    shown = admin_client.get(change).context["adminform"].form

    def save(**changes: Any) -> None:
        date = shown["published_at"].field.widget.format_value(article.published_at)
        same = {"headline": article.headline, "standfirst": article.standfirst}
        same |= {"body": article.body, "published_at": date}
        none = {"bylines-TOTAL_FORMS": "0", "credits-TOTAL_FORMS": "0"}
        data = fields(**{**same, **none, **changes})
        answer = admin_client.post(change, data)
        assert answer.status_code == 302, answer.context["errors"]
        article.refresh_from_db()

    save(tags="ป้ายใหม่")
    assert article.revised_at is None
    save(headline="พาดหัวใหม่")
    assert article.revised_at is not None


def test_a_preview_is_the_page_and_nobody_keeps_it(admin_client: Client) -> None:
    draft = builders.draft_article(headline="ร่างลับสุดยอด")
    page = admin_client.get(f"/admin/articles/article/{draft.pk}/preview/")
    assert page.status_code == 200
    assert "ร่างลับสุดยอด" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert admin_client.get("/admin/articles/article/999999/preview/").status_code == 404
    assert admin_client.get(f"/admin/articles/article/{2**70}/preview/").status_code == 404


def test_a_preview_is_for_those_who_may_see_the_story(client: Client) -> None:
    draft = builders.draft_article(headline="ร่างลับสุดยอด")
    address = f"/admin/articles/article/{draft.pk}/preview/"
    assert client.get(address).status_code == 302
    stranger = builders.staff_user()
    client.force_login(stranger)
    answer = client.get(address)
    assert answer.status_code == 403
    assert "ร่างลับสุดยอด" not in answer.content.decode()
    stranger.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(type(stranger).objects.get(pk=stranger.pk))
    assert client.get(address).status_code == 200


def test_who_may_only_look_changes_nothing(client: Client) -> None:
    reader = builders.staff_user()
    reader.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(reader)
    draft = builders.draft_article()
    act(client, "publish_now", draft)
    assert client.post(f"/admin/articles/article/{draft.pk}/change/", fields()).status_code == 403
    draft.refresh_from_db()
    assert draft.status == "draft"


@pytest.mark.parametrize("rows", [3, 30])
def test_the_list_asks_the_same_for_many_as_for_few(
    admin_client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    picture = builders.photo()
    for _ in range(rows):
        builders.published_article(lead_photo=picture)
    with django_assert_max_num_queries(15):
        page = admin_client.get("/admin/articles/article/")
    assert page.content.decode().count("list-thumb") == rows
    for query in ("?q=น้ำ", "?q=%00", "?q=%25_", "?state=nonsense", "?month=2016-99", "?e=1"):
        assert admin_client.get(f"/admin/articles/article/{query}").status_code in (200, 302)


def test_stories_deleted_in_bulk_are_announced(admin_client: Client) -> None:
    """Whoever keeps something of a story (the index, a page's cache) hears that it is gone."""
    stories = [builders.withdrawn_article().pk for _ in range(2)]
    told: list[int] = []
    listener = lambda ids, **kwargs: told.extend(ids)  # noqa: E731
    articles_changed.connect(listener)
    try:
        admin_client.post(
            "/admin/articles/article/",
            {"action": "delete_selected", "_selected_action": stories, "post": "yes"},
        )
    finally:
        articles_changed.disconnect(listener)
    assert not Article.objects.exists()
    assert set(told) == set(stories)
