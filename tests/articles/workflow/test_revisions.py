"""Revisions: creating, comparing and restoring them. Invalid input tried: revisions of other articles
and of numbers that none has, restoring by GET, relations deleted since, script in every field."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.editable_fields.registry import snapshot
from newsroom.articles.models import Article, Credit, Revision
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.revisions import ensure_baseline
from newsroom.articles.workflow.taxonomy.merges import merge_authors, merge_sections
from tests import builders
from tests.articles.article_form import ARTICLES_URL, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Any:
    user = builders.role_user(roles.EDITOR, "editor", display_name="อรุณี แก้วมณี")
    client.force_login(user)
    return user


def revision_url(article: Article, number: int, path: str = "") -> str:
    return f"{ARTICLES_URL}{article.pk}/revisions/{number}/{path}"


def test_each_save_creates_a_revision_of_all_fields(client: Client, editor: Any) -> None:
    article = builders.draft_article(tags=["น้ำท่วม"], credits=[("ภาพ", "สุนิสา ชูช่วย")])
    save(client, article, tags="น้ำท่วม, อบจ.กระบี่")
    save(client, article, **{"credits-0-name": "วิชัย ลมบก"})
    save(client, article, **{"bylines-0-role": "editor"})
    baseline, *saved = Revision.objects.filter(article=article).order_by("number")
    assert baseline.reason == "baseline"
    assert [revision.changed_fields for revision in saved] == [["แท็ก"], ["เครดิต"], ["ผู้เขียน"]]
    assert {revision.user for revision in saved} == {editor}
    assert saved[0].snapshot["tags"] == ["น้ำท่วม", "อบจ.กระบี่"]
    assert saved[1].snapshot["credits"] == [{"role": "ภาพ", "name": "วิชัย ลมบก"}]


def test_a_save_without_changes_creates_no_revision(client: Client, editor: Any) -> None:
    article = builders.published_article()
    save(client, article)
    save(client, article)
    assert article.revisions.count() == 1
    assert article.revised_at is None


def test_a_comparison_marks_words(client: Client, editor: Any) -> None:
    article = builders.draft_article(headline="ราคาข้าวขึ้น", body="<p>เนื้อข่าวเดิม</p>")
    save(client, article, headline="ราคาข่าวขึ้น", body="<p>เนื้อข่าว<strong>เดิม</strong></p>")
    page = client.get(revision_url(article, 2)).content.decode()
    assert "ราคา<del>ข้าว</del>ขึ้น" in page
    assert "ราคา<ins>ข่าว</ins>ขึ้น" in page
    assert "เปลี่ยนเฉพาะรูปแบบ" in page
    history = client.get(f"{ARTICLES_URL}{article.pk}/history/").content.decode()
    assert "เปลี่ยน: พาดหัว, เนื้อข่าว" in history
    assert "อรุณี แก้วมณี" in history


def test_restoring_creates_a_new_revision(client: Client, editor: Any) -> None:
    photo = builders.photo()
    article = builders.published_article(
        headline="พาดหัวแรก", tags=["แรก"], credits=[("ภาพ", "คนแรก")], lead_photo=photo
    )
    byline = article.bylines.get()
    save(
        client, article, headline="พาดหัวสอง", tags="สอง", lead_photo="",
        **{"credits-0-name": "คนสอง", "bylines-0-role": "editor"},
    )  # fmt: skip
    response = client.post(revision_url(article, 1, "restore/"), follow=True)
    assert "กู้คืนข้อความจากฉบับที่ 1 แล้ว" in response.content.decode()
    article = Article.objects.get()
    assert article.headline == "พาดหัวแรก"
    assert article.lead_photo == photo
    assert [tag.name for tag in article.tags.all()] == ["แรก"]
    assert [credit.name for credit in Credit.objects.all()] == ["คนแรก"]
    assert article.bylines.get().role == byline.role
    newest = article.revisions.first()
    assert newest is not None
    assert (newest.number, newest.reason, newest.comment) == (3, "restored", "จากฉบับที่ 1")
    assert article.revised_at is not None
    assert "พาดหัวแรก" in client.get(article.get_absolute_url()).content.decode()


def test_restoring_keeps_state_and_date(client: Client, editor: Any) -> None:
    article = builders.draft_article()
    transitions.publish(article, by=editor)
    published_at = article.published_at
    transitions.withdraw(article, by=editor)
    for number in (1, 2):
        client.post(revision_url(article, number, "restore/"))
        article.refresh_from_db()
        assert (article.status, article.published_at) == ("withdrawn", published_at)


def test_restoring_names_what_was_deleted_since(client: Client, editor: Any) -> None:
    old = builders.section("เก่า", "old")
    article = builders.published_article(section=old, authors=[builders.author("คนเก่า", "gone")])
    save(
        client, article, section=builders.section().pk, **{"bylines-0-author": builders.author().pk}
    )
    builders.author("คนเก่า", "gone").delete()
    old.delete()
    page = client.post(revision_url(article, 1, "restore/"), follow=True).content.decode()
    assert "หมวด «เก่า»" in page
    assert "ผู้เขียน «คนเก่า»" in page
    article.refresh_from_db()
    assert article.section == builders.section()


def test_restoring_after_a_merge_keeps_what_the_merge_gave(client: Client, editor: Any) -> None:
    """An article never loses its author because two rows became one."""
    old, kept = builders.section("เก่า", "old"), builders.section("ใหม่", "new")
    gone, target = builders.author("คนเก่า", "gone"), builders.author("คนใหม่", "kept")
    other = builders.author("คนที่สอง", "other")
    article = builders.published_article(section=old, authors=[gone, other], headline="พาดหัวแรก")
    ensure_baseline(article)
    article.headline = "พาดหัวใหม่"
    article.save()
    merge_sections(kept, [old])
    merge_authors(target, [gone])
    page = client.post(revision_url(article, 1, "restore/"), follow=True).content.decode()
    assert "ถูกลบหรือรวมกับรายการอื่น จึงใช้ที่ข่าวมีอยู่: หมวด «เก่า», ผู้เขียน «คนเก่า»" in page
    article.refresh_from_db()
    assert (article.headline, article.section) == ("พาดหัวแรก", kept)
    assert set(article.bylines.values_list("author__name", flat=True)) == {"คนใหม่", "คนที่สอง"}


def test_only_users_who_may_edit_can_restore(client: Client) -> None:
    writer = builders.role_user(roles.REPORTER, "writer")
    chief = builders.role_user(roles.EDITOR, "chief")
    article = builders.draft_article(created_by=writer, headline="พาดหัวแรก")
    transitions.send_to_review(article, by=writer)
    article.refresh_from_db()
    article.headline = "พาดหัวของบรรณาธิการ"
    transitions.save_article(article, by=chief, changed_fields=["headline"])
    transitions.record_revision(article, by=chief)
    client.force_login(writer)
    assert client.get(revision_url(article, 1)).status_code == 200
    assert "กู้คืนข้อความ" not in client.get(revision_url(article, 1)).content.decode()
    assert client.post(revision_url(article, 1, "restore/")).status_code == 403
    article.refresh_from_db()
    assert article.headline == "พาดหัวของบรรณาธิการ"


def test_missing_revisions_are_not_found(client: Client, editor: Any) -> None:
    article, other = builders.draft_article(), builders.draft_article()
    transitions.send_to_review(other, by=editor)
    for number in (1, 99, 2**40, 2**70):
        assert client.get(revision_url(article, number)).status_code == 404
        assert client.post(revision_url(article, number, "restore/")).status_code == 404
    assert client.get(revision_url(other, 1, "restore/")).status_code == 405
    for invalid in ("x", "9" * 30, "²"):
        assert client.get(f"{ARTICLES_URL}{invalid}/history/").status_code == 404


def test_script_in_a_revision_is_harmless(client: Client, editor: Any) -> None:
    article = builders.draft_article(
        headline="<script>alert(1)</script>", tags=["<script>x</script>"]
    )
    save(client, article, headline="<img src=x onerror=alert(1)>")
    for page in (
        revision_url(article, 1),
        revision_url(article, 2),
        f"{revision_url(article, 1)}?with=now",
    ):
        text = client.get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_thousand_revisions_are_kept_and_paginated(client: Client, editor: Any) -> None:
    article = builders.draft_article()
    current = snapshot(article)
    Revision.objects.bulk_create(
        Revision(article=article, number=number, user=editor, snapshot=current)
        for number in range(1, 1001)
    )
    page = client.get(f"{ARTICLES_URL}{article.pk}/history/?page=20").content.decode()
    assert "ฉบับที่ 1<" in page
    save(client, article, headline="พาดหัวใหม่")
    assert article.revisions.first().number == 1001  # type: ignore[union-attr]
    assert article.revisions.count() == 1001
