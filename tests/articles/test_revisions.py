"""Revisions and going back. Bad input tried: revisions of other stories and of no number, restoring
by GET, what was deleted since, script in every part."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles import desk, revisions
from newsroom.articles.models import Article, Credit, Revision
from tests import builders
from tests.articles.forms import address, as_shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Any:
    user = builders.role_user(roles.EDITOR, "editor", display_name="อรุณี แก้วมณี")
    client.force_login(user)
    return user


def screen(article: Article, number: int, more: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/revisions/{number}/{more}"


def save(client: Client, article: Article, **changes: Any) -> None:
    answer = client.post(address(article), as_shown(client, article) | changes)
    assert answer.status_code == 302, answer.context["errors"]
    article.refresh_from_db()


def test_each_save_keeps_all_of_the_story(client: Client, editor: Any) -> None:
    story = builders.draft_article(tags=["น้ำท่วม"], credits=[("ภาพ", "สุนิสา ชูช่วย")])
    save(client, story, tags="น้ำท่วม, อบจ.กระบี่")
    save(client, story, **{"credits-0-name": "วิชัย ลมบก"})
    save(client, story, **{"bylines-0-role": "editor"})
    found, *kept = Revision.objects.filter(article=story).order_by("number")
    assert found.why == "found"
    assert [revision.changed for revision in kept] == [["ป้ายกำกับ"], ["เครดิต"], ["ผู้เขียน"]]
    assert {revision.by for revision in kept} == {editor}
    assert kept[0].snapshot["tags"] == ["น้ำท่วม", "อบจ.กระบี่"]
    assert kept[1].snapshot["credits"] == [{"role": "ภาพ", "name": "วิชัย ลมบก"}]


def test_a_save_that_changes_nothing_keeps_nothing(client: Client, editor: Any) -> None:
    story = builders.published_article()
    save(client, story)
    save(client, story)
    assert story.revisions.count() == 1
    assert story.revised_at is None


def test_a_difference_is_marked_word_by_word(client: Client, editor: Any) -> None:
    story = builders.draft_article(headline="ราคาข้าวขึ้น", body="<p>เนื้อข่าวเดิม</p>")
    save(client, story, headline="ราคาข่าวขึ้น", body="<p>เนื้อข่าว<strong>เดิม</strong></p>")
    page = client.get(screen(story, 2)).content.decode()
    assert "ราคา<del>ข้าว</del>ขึ้น" in page
    assert "ราคา<ins>ข่าว</ins>ขึ้น" in page
    assert "เปลี่ยนเฉพาะรูปแบบ" in page
    history = client.get(f"/admin/articles/article/{story.pk}/history/").content.decode()
    assert "เปลี่ยน: พาดหัว, เนื้อข่าว" in history
    assert "อรุณี แก้วมณี" in history


def test_an_earlier_text_comes_back_as_a_new_revision(client: Client, editor: Any) -> None:
    photo = builders.photo()
    story = builders.published_article(
        headline="พาดหัวแรก", tags=["แรก"], credits=[("ภาพ", "คนแรก")], lead_photo=photo
    )
    byline = story.bylines.get()
    save(
        client, story, headline="พาดหัวสอง", tags="สอง", lead_photo="",
        **{"credits-0-name": "คนสอง", "bylines-0-role": "editor"},
    )  # fmt: skip
    answer = client.post(screen(story, 1, "restore/"), follow=True)
    assert "กู้คืนข้อความจากฉบับที่ 1 แล้ว" in answer.content.decode()
    story = Article.objects.get()
    assert story.headline == "พาดหัวแรก"
    assert story.lead_photo == photo
    assert [tag.name for tag in story.tags.all()] == ["แรก"]
    assert [credit.name for credit in Credit.objects.all()] == ["คนแรก"]
    assert story.bylines.get().role == byline.role
    newest = story.revisions.first()
    assert newest is not None
    assert (newest.number, newest.why, newest.detail) == (3, "restored", "จากฉบับที่ 1")
    assert story.revised_at is not None
    assert "พาดหัวแรก" in client.get(story.get_absolute_url()).content.decode()


def test_restoring_changes_no_state_and_no_date(client: Client, editor: Any) -> None:
    story = builders.draft_article()
    desk.publish(story, by=editor)
    when = story.published_at
    desk.withdraw(story, by=editor)
    for number in (1, 2):
        client.post(screen(story, number, "restore/"))
        story.refresh_from_db()
        assert (story.status, story.published_at) == ("withdrawn", when)


def test_what_was_deleted_since_is_named(client: Client, editor: Any) -> None:
    old = builders.section("เก่า", "old")
    story = builders.published_article(section=old, authors=[builders.author("คนเก่า", "gone")])
    save(client, story, section=builders.section().pk, **{"bylines-0-author": builders.author().pk})
    builders.author("คนเก่า", "gone").delete()
    old.delete()
    page = client.post(screen(story, 1, "restore/"), follow=True).content.decode()
    assert "หมวด «เก่า»" in page
    assert "ผู้เขียน «คนเก่า»" in page
    story.refresh_from_db()
    assert story.section == builders.section()


def test_only_who_may_edit_restores(client: Client) -> None:
    writer = builders.role_user(roles.REPORTER, "writer")
    chief = builders.role_user(roles.EDITOR, "chief")
    story = builders.draft_article(created_by=writer, headline="พาดหัวแรก")
    desk.send_to_review(story, by=writer)
    story.refresh_from_db()
    story.headline = "พาดหัวของบรรณาธิการ"
    desk.save_story(story, by=chief, changed=["headline"])
    desk.keep_revision(story, by=chief)
    client.force_login(writer)
    assert client.get(screen(story, 1)).status_code == 200
    assert "กู้คืนข้อความ" not in client.get(screen(story, 1)).content.decode()
    assert client.post(screen(story, 1, "restore/")).status_code == 403
    story.refresh_from_db()
    assert story.headline == "พาดหัวของบรรณาธิการ"


def test_revisions_that_are_not_there(client: Client, editor: Any) -> None:
    story, other = builders.draft_article(), builders.draft_article()
    desk.send_to_review(other, by=editor)
    for number in (1, 99, 2**40, 2**70):
        assert client.get(screen(story, number)).status_code == 404
        assert client.post(screen(story, number, "restore/")).status_code == 404
    assert client.get(screen(other, 1, "restore/")).status_code == 405
    for nothing in ("x", "9" * 30, "²"):
        assert client.get(f"/admin/articles/article/{nothing}/history/").status_code == 404


def test_script_in_a_revision_is_harmless(client: Client, editor: Any) -> None:
    story = builders.draft_article(
        headline="<script>alert(1)</script>", tags=["<script>x</script>"]
    )
    save(client, story, headline="<img src=x onerror=alert(1)>")
    for page in (screen(story, 1), screen(story, 2), f"{screen(story, 1)}?with=now"):
        text = client.get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_thousand_revisions_are_all_kept_and_paged(client: Client, editor: Any) -> None:
    story = builders.draft_article()
    whole = revisions.snapshot(story)
    Revision.objects.bulk_create(
        Revision(article=story, number=number, by=editor, snapshot=whole)
        for number in range(1, 1001)
    )
    page = client.get(f"/admin/articles/article/{story.pk}/history/?page=20").content.decode()
    assert "ฉบับที่ 1<" in page
    save(client, story, headline="พาดหัวใหม่")
    assert story.revisions.first().number == 1001  # type: ignore[union-attr]
    assert story.revisions.count() == 1001
