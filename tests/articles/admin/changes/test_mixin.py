"""A published story is changed without readers seeing it, until the change is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.articles.models import Article, PendingChange, Revision
from newsroom.audit.models import AuditLogEntry
from tests import builders
from tests.articles.article_form import ARTICLES_URL, change_url, form_data
from tests.articles.change_form import data_of, keep, post, publish

pytestmark = pytest.mark.django_db
State = PendingChange.State


def test_a_change_waits_unseen_and_is_opened_and_published(
    client: Client, editor: Any, other: Client, article: Article
) -> None:
    before = article.updated_at
    page = keep(
        client,
        article,
        headline="ราคาข้าวลง",
        body="<p>ใหม่</p>",
        tags="ข้าว, ตลาด",
        **{"credits-0-name": "คนที่สอง"},
    )
    assert "เก็บร่างการแก้ไขแล้ว ผู้อ่านยังเห็นฉบับเดิม" in page
    assert (article.headline, article.body) == ("ราคาข้าวขึ้น", "<p>เดิม</p>")
    assert article.updated_at == before
    assert [tag.name for tag in article.tags.all()] == ["ข้าว"]
    assert [credit.name for credit in article.credits.all()] == ["คนแรก"]
    public = Client().get(article.get_absolute_url()).content.decode()
    assert "ราคาข้าวลง" not in public

    page = other.get(change_url(article)).content.decode()
    assert "นี่คือร่างการแก้ไข" in page
    assert "อารี ศรีสุข" in page
    data = data_of(other, article)
    assert (data["headline"], data["body"]) == ("ราคาข้าวลง", "<p>ใหม่</p>")
    assert data["credits-0-name"] == "คนที่สอง"
    assert "ตลาด" in data["tags"]

    publish(other, article, standfirst="โปรยใหม่")
    assert (article.headline, article.body) == ("ราคาข้าวลง", "<p>ใหม่</p>")
    assert article.standfirst == "โปรยใหม่"
    assert sorted(tag.name for tag in article.tags.all()) == ["ข้าว", "ตลาด"]
    assert [credit.name for credit in article.credits.all()] == ["คนที่สอง"]
    assert article.revised_at is not None
    assert not PendingChange.objects.exists()
    reasons = list(Revision.objects.filter(article=article).values_list("reason", flat=True))
    assert reasons == ["change_published", "change_kept", "baseline"]
    logged = AuditLogEntry.objects.filter(target_type="articles.article").order_by("id")
    actions = list(logged.values_list("action", flat=True))
    assert actions.count("change_kept") == 1
    assert "change_published" in actions


def test_publishing_merges_with_what_was_published_meanwhile(
    client: Client, editor: Any, other: Client, article: Article
) -> None:
    keep(client, article, headline="พาดหัวของร่าง", **{"credits-0-name": "คนที่สอง"})
    live = form_data(other, article, "?live") | {"standfirst": "โปรยด่วน", "dateline": "กระบี่"}
    post(other, article, live)
    assert (article.headline, article.standfirst) == ("ราคาข้าวขึ้น", "โปรยด่วน")
    assert PendingChange.objects.count() == 1, "the change still waits"
    data = data_of(client, article)
    assert (data["headline"], data["standfirst"]) == ("พาดหัวของร่าง", "โปรยด่วน")
    publish(client, article)
    assert (article.headline, article.standfirst) == ("พาดหัวของร่าง", "โปรยด่วน")
    assert article.dateline == "กระบี่"
    assert [credit.name for credit in article.credits.all()] == ["คนที่สอง"]


def test_a_story_saved_while_the_change_is_open_is_merged_too(
    client: Client, editor: Any, other: Client, article: Article
) -> None:
    keep(client, article, headline="พาดหัวของร่าง")
    data = data_of(client, article, _action="publish_change")
    post(other, article, form_data(other, article, "?live") | {"standfirst": "โปรยด่วน"})
    response = client.post(change_url(article), data)
    assert response.status_code == 200, "nobody publishes over what they have not seen"
    form = response.context["adminform"].form
    again = {name: form[name].value() for name in ("version", "base", "standfirst")}
    post(client, article, data | again)
    assert (article.headline, article.standfirst) == ("พาดหัวของร่าง", "โปรยด่วน")


def test_the_same_field_changed_on_both_sides_is_compared_first(
    client: Client, editor: Any, other: Client, article: Article
) -> None:
    keep(client, article, headline="ของร่าง", standfirst="โปรยของร่าง")
    post(other, article, form_data(other, article, "?live") | {"headline": "ของที่เผยแพร่"})
    page = client.get(change_url(article)).content.decode()
    assert "แก้ที่เดียวกัน: พาดหัว" in page
    data = data_of(client, article, _continue="1")
    # Kept again by script, the conflict stays.
    answer = client.post(change_url(article), data, headers={"x-saved-by": "script"}).json()
    assert answer["said"].startswith("เก็บร่างการแก้ไขแล้ว")
    data |= {name: answer[name] for name in ("version", "base", "change")}
    del data["_continue"]
    response = client.post(change_url(article), data | {"_action": "publish_change"})
    assert [diff.name for diff in response.context["conflict"].diffs] == ["headline"]
    form = response.context["adminform"].form
    again = {name: form[name].value() for name in ("version", "base")}
    post(client, article, data | again | {"_action": "publish_change", "take_theirs": ["headline"]})
    assert (article.headline, article.standfirst) == ("ของที่เผยแพร่", "โปรยของร่าง")


def test_two_people_who_keep_a_change_lose_nothing(
    client: Client, editor: Any, other: Client, article: Article
) -> None:
    mine = data_of(client, article, _action="keep_change", headline="ของฉัน")
    theirs = data_of(other, article, _action="keep_change", standfirst="โปรยของเขา")
    conflicting = data_of(other, article, _action="keep_change", headline="ของเขา")
    post(client, article, mine)
    post(other, article, theirs)
    data = data_of(client, article)
    assert (data["headline"], data["standfirst"]) == ("ของฉัน", "โปรยของเขา")

    response = other.post(change_url(article), conflicting)
    page = response.content.decode()
    assert "เก็บร่างการแก้ไขของข่าวนี้ไปก่อน" in page
    assert 'name="take_kept" value="headline"' in page
    form = response.context["adminform"].form
    assert form["standfirst"].value() == "โปรยของเขา"
    again = {name: form[name].value() for name in ("change", "standfirst")}
    post(other, article, conflicting | again | {"take_kept": ["headline"], "dateline": "ตรัง"})
    data = data_of(client, article)
    assert (data["headline"], data["standfirst"]) == ("ของฉัน", "โปรยของเขา")
    assert data["dateline"] == "ตรัง"


def test_a_reporter_keeps_and_sends_a_change_and_the_editor_decides(
    client: Client, editor: Any, reporter: Any
) -> None:
    article = builders.published_article(created_by=reporter, headline="ราคาข้าวขึ้น")
    writer = Client()
    writer.force_login(reporter)
    page = writer.get(change_url(article)).content.decode()
    assert "จะเก็บเป็นร่างการแก้ไข" in page
    assert "ส่งการแก้ไขให้ตรวจ" in page
    assert "เผยแพร่การแก้ไข" not in page
    # Whatever button was pressed, a reporter's save never reaches readers.
    for button in ({"_continue": "1"}, {"_action": "publish_change"}, {"_action": "publish"}):
        post(writer, article, data_of(writer, article, headline="ราคาข้าวลง", **button))
        assert article.headline == "ราคาข้าวขึ้น"
    post(writer, article, data_of(writer, article, _action="send_change", note="ขอแก้ตัวเลข"))
    change = PendingChange.objects.get()
    assert (change.state, change.created_by) == (State.REVIEW, reporter)
    assert article.notes.get().text == "ขอแก้ตัวเลข"

    desk = client.get("/admin/").content.decode()
    assert "สมชาย ใจดี · รอตรวจ" in desk
    back = f"{ARTICLES_URL}{article.pk}/waiting-change/send-back/"
    client.post(back, {"reason_send_back_change": " "})
    change.refresh_from_db()
    assert change.state == State.REVIEW, "a reason is asked for"
    client.post(back, {"reason_send_back_change": "ใส่แหล่งที่มา"})
    change.refresh_from_db()
    assert change.state == State.RETURNED
    assert "ถูกส่งกลับ" in writer.get("/admin/").content.decode()

    post(writer, article, data_of(writer, article, _action="send_change"))
    publish(client, article)
    assert article.headline == "ราคาข้าวลง"
    assert "ราคาข้าวลง" in Client().get(article.get_absolute_url()).content.decode()


def test_a_refused_first_keeping_is_no_change_yet(
    client: Client, editor: Any, article: Article
) -> None:
    """Else the button that seems to keep it would save the story."""
    data = data_of(client, article, _action="keep_change", headline="")
    response = client.post(change_url(article), data)
    assert response.status_code == 200
    assert 'value="เก็บร่าง"' not in response.content.decode()


def test_a_reporter_changes_only_own_public_stories(reporter: Any, article: Article) -> None:
    writer = Client()
    writer.force_login(reporter)
    data = {"headline": "ของคนอื่น", "_action": "keep_change"}
    assert writer.post(change_url(article), data).status_code in (302, 403)
    own = builders.review_article(created_by=reporter)
    assert writer.post(change_url(own), data).status_code == 403
    discard = f"{ARTICLES_URL}{article.pk}/waiting-change/discard/"
    assert writer.post(discard).status_code == 403
    assert not PendingChange.objects.exists()


def test_a_change_is_thrown_away_and_comes_back_from_the_history(
    client: Client, editor: Any, article: Article
) -> None:
    keep(client, article, headline="ราคาข้าวลง")
    revision = PendingChange.objects.get().revision
    client.post(f"{ARTICLES_URL}{article.pk}/waiting-change/discard/")
    assert not PendingChange.objects.exists()
    assert form_data(client, article)["headline"] == "ราคาข้าวขึ้น"
    url = f"{ARTICLES_URL}{article.pk}/revisions/{revision.number}/"
    page = client.get(url).content.decode()
    assert "เก็บเป็นร่างการแก้ไข" in page
    assert "เอากลับมาเป็นร่างการแก้ไข" in page
    client.post(f"{url}restore/")
    article.refresh_from_db()
    assert article.headline == "ราคาข้าวขึ้น"
    assert form_data(client, article)["headline"] == "ราคาข้าวลง"


def test_a_save_into_a_change_that_has_ended_begins_another(
    client: Client, editor: Any, other: Client, article: Article
) -> None:
    keep(client, article, headline="ราคาข้าวลง")
    data = data_of(client, article, _continue="1", standfirst="เพิ่มทีหลัง")
    publish(other, article)
    page = post(client, article, data)
    assert "เก็บเป็นร่างใหม่" in page
    assert article.standfirst != "เพิ่มทีหลัง"
    publish(client, article)
    assert (article.headline, article.standfirst) == ("ราคาข้าวลง", "เพิ่มทีหลัง")
