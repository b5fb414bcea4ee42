"""The admin of tags: list, renaming, merging, suggestions."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from newsroom.articles.models import Tag
from newsroom.articles.workflow.taxonomy.tag_renaming import merge_tags, rename_tag
from tests import builders

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/tag/"


def test_tags_are_merged_with_a_message(admin_client: Client) -> None:
    builders.published_article(tags=["ตลาดน้ำ"])
    builders.published_article(tags=["ตลาดน้ํา เก่า"])
    keep, other = Tag.objects.get(name="ตลาดน้ำ"), Tag.objects.get(name="ตลาดน้ำ เก่า")
    chosen = {"action": "merge", "_selected_action": [keep.pk, other.pk]}
    page = admin_client.post(LIST, chosen).content.decode()
    assert "ตลาดน้ำ เก่า (1 ข่าว)" in page
    response = admin_client.post(LIST, {**chosen, "merge_now": "1", "keep": keep.pk}, follow=True)
    assert "รวม «ตลาดน้ำ เก่า» เข้าใน «ตลาดน้ำ» แล้ว เพิ่มขึ้น 1 ข่าว" in response.content.decode()
    assert Tag.objects.get() == keep


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({}, "กรุณาเลือกแท็กที่จะเก็บไว้"),
        ({"keep": "self"}, "เข้ากับตัวเองไม่ได้"),
        ({"other": "ตัวเอง"}, "เข้ากับตัวเองไม่ได้"),
        ({"other": "ไม่มีแท็กนี้"}, "ไม่มีแท็กชื่อ"),
        ({"keep": "999999"}, "แท็กนี้ไม่อยู่ในรายการที่เลือก"),
        ({"keep": "ก"}, "แท็กนี้ไม่อยู่ในรายการที่เลือก"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(
    admin_client: Client, choice: dict[str, str], message: str
) -> None:
    tag = builders.tag("ตัวเอง")
    choice = {name: str(tag.pk) if value == "self" else value for name, value in choice.items()}
    data = {"action": "merge", "_selected_action": [tag.pk], "merge_now": "1", **choice}
    response = admin_client.post(LIST, data)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Tag.objects.get() == tag


def test_one_tag_is_merged_into_another_by_its_name(admin_client: Client) -> None:
    wrong, right = builders.tag("หาดทรายข้าว"), builders.tag("หาดทรายขาว")
    data = {"action": "merge", "_selected_action": [wrong.pk], "merge_now": "1"}
    admin_client.post(LIST, {**data, "other": " หาดทรายขาว "})
    assert Tag.objects.get() == right


def test_merging_needs_the_permission_to_delete_tags(client: Client) -> None:
    user = builders.staff_user()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_tag", "change_tag"]))
    client.force_login(user)
    first, second = builders.tag("ก"), builders.tag("ข")
    data = {"action": "merge", "_selected_action": [first.pk, second.pk], "merge_now": "1"}
    client.post(LIST, {**data, "keep": first.pk})
    assert Tag.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ทะเล", "มีแท็กชื่อนี้แล้ว"),
        ("ทะเ\u200bล", "มีแท็กชื่อนี้แล้ว"),
        ("เก่า", "เป็นชื่อเดิมของแท็ก «ใหม่»"),
        ("!!!", "ต้องมีตัวอักษรหรือตัวเลข"),
        ("่", "กรุณากรอกข้อความที่อ่านได้"),
        ("ก" * 101, "100"),
    ],
)
def test_a_name_that_cannot_be_a_tag_is_refused(
    admin_client: Client, name: str, message: str
) -> None:
    builders.tag("ทะเล")
    rename_tag(builders.tag("เก่า"), "ใหม่")
    tag = builders.tag("ภูเขา")
    response = admin_client.post(f"{LIST}{tag.pk}/change/", {"name": name})
    assert response.status_code == 200
    assert message in response.content.decode()
    tag.refresh_from_db()
    assert tag.name == "ภูเขา"


def test_a_tag_is_renamed(admin_client: Client, client: Client) -> None:
    tag = builders.tag("ภูเขา")
    builders.published_article(tags=[tag])
    assert admin_client.post(f"{LIST}{tag.pk}/change/", {"name": "ภูเขาไฟ"}).status_code == 302
    assert client.get("/tag/ภูเขา/").status_code == 301
    assert "/tag/ภูเขา/" in admin_client.get(f"{LIST}{tag.pk}/change/").content.decode()


def test_the_list_counts_articles_and_filters_unused_tags(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        builders.published_article(tags=["ใช้บ่อย", "ใช้ด้วย"])
    Tag.objects.get_or_create_by_names([f"ว่าง {number}" for number in range(20)])
    with django_assert_max_num_queries(12):
        page = admin_client.get(LIST, {"o": "-3"}).content.decode()
    assert page.index("ใช้บ่อย") < page.index("ว่าง 1")
    assert ">3 ข่าว<" in page
    unused = admin_client.get(LIST, {"used": "no"}).content.decode()
    assert "ว่าง 19" in unused
    assert "ใช้บ่อย" not in unused


def test_suggestions_match_any_spelling_most_used_first(admin_client: Client) -> None:
    for _ in range(2):
        builders.published_article(tags=["แม่น้ำกระบี่"])
    builders.published_article(tags=["น้ำท่วม", "น้ำประปา"])
    builders.published_article(tags=["น้ำท่วม"])

    def suggested(typed: str) -> list[tuple[str, int]]:
        response = admin_client.get(f"{LIST}suggest/", {"q": typed})
        return [(tag["name"], tag["used"]) for tag in response.json()["tags"]]

    expected = [("น้ำท่วม", 2), ("น้ำประปา", 1), ("แม่น้ำกระบี่", 2)]
    assert suggested("น้ำ") == expected
    assert suggested("น\u0e49\u0e4d\u0e32") == expected
    for odd in ("", " ", "%", "_", "\0", "่", "ก" * 5000):
        assert suggested(odd) == []


def test_suggestions_need_permission(client: Client) -> None:
    assert client.get(f"{LIST}suggest/").status_code == 302
    client.force_login(builders.staff_user())
    assert client.get(f"{LIST}suggest/", {"q": "ก"}).status_code == 403


def test_an_editor_gives_a_tag_a_text_and_a_picture(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its articles do not change by it."""
    builders.published_article(tags=["น้ำท่วม"])
    tag, photo = builders.tag("น้ำท่วม"), builders.photo()
    changed: list[Any] = []
    monkeypatch.setattr("newsroom.articles.receivers.notify_articles_changed", changed.extend)
    url = f"{LIST}{tag.pk}/change/"
    page = admin_client.get(url).content.decode()
    assert 'name="description"' in page
    data = {"name": "น้ำท่วม", "description": "น้ำท่วมซ้ำซาก", "photo": photo.pk}
    assert admin_client.post(url, data).status_code == 302
    tag.refresh_from_db()
    assert (tag.description, tag.photo) == ("น้ำท่วมซ้ำซาก", photo)
    assert changed == []
    admin_client.post(url, {**data, "name": "อุทกภัย"})
    tag.refresh_from_db()
    assert (tag.name, tag.slug, tag.description) == ("อุทกภัย", "อุทกภัย", "น้ำท่วมซ้ำซาก")
    assert len(changed) == 1


@pytest.mark.parametrize("photo", ["²", "999999", "x", "-1", "9" * 30])
def test_a_picture_that_is_none_is_refused(admin_client: Client, photo: str) -> None:
    tag = builders.tag("น้ำท่วม")
    data = {"name": "น้ำท่วม", "description": "น้ำ", "photo": photo}
    assert admin_client.post(f"{LIST}{tag.pk}/change/", data).status_code == 200
    tag.refresh_from_db()
    assert tag.description == ""


def test_a_merged_tag_gives_the_text_and_the_picture_that_the_other_lacks() -> None:
    keep, other = builders.tag("น้ำท่วม"), builders.tag("อุทกภัย")
    Tag.objects.filter(pk=keep.pk).update(description="ของเดิม")
    other.description, other.photo = "อีกข้อความ", builders.photo()
    other.save()
    keep.refresh_from_db()
    merge_tags(keep, [other])
    keep.refresh_from_db()
    assert (keep.description, keep.photo) == ("ของเดิม", other.photo)
