"""Renaming and merging tags. Tried: onto an existing name, into itself, nothing chosen, a name that
is no tag, a name that was one, marks and signs only, too long, back to the former name."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client

from newsroom.articles.models import FormerTag, Tag
from newsroom.articles.retagging import merge_tags, rename_tag
from tests import builders

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/tag/"


def leads_to(client: Client, old: str) -> tuple[int, str]:
    answer = client.get(old)
    return answer.status_code, answer.get("Location", "")


def names(article: Any) -> list[str]:
    return sorted(article.tags.values_list("name", flat=True))


def test_a_renamed_tag_is_found_under_its_former_address(client: Client) -> None:
    article = builders.published_article(tags=["น้ำท้วม"])
    tag = Tag.objects.get()
    old = tag.get_absolute_url()
    rename_tag(tag, "น้ำท่วม")
    assert leads_to(client, old) == (
        301,
        "/tag/%E0%B8%99%E0%B9%89%E0%B8%B3%E0%B8%97%E0%B9%88%E0%B8%A7%E0%B8%A1/",
    )
    assert leads_to(client, f"{old}feed/")[0] == 301
    assert client.get(leads_to(client, f"{old}feed/")[1]).status_code == 200
    assert names(article) == ["น้ำท่วม"]
    assert Tag.objects.named(["น้ำท้วม"]) == [tag], "the former name makes no second tag"


def test_a_tag_can_get_its_former_name_back(client: Client) -> None:
    tag = builders.tag("ก")
    rename_tag(tag, "ข")
    rename_tag(tag, "ก")
    assert tag.slug == "ก"
    assert client.get("/tag/ก/").status_code == 200
    assert leads_to(client, "/tag/ข/")[0] == 301
    assert list(FormerTag.objects.values_list("slug", flat=True)) == ["ข"]


def test_another_spelling_of_the_same_name_keeps_the_address() -> None:
    tag = builders.tag("covid ๑๙")
    slug = tag.slug
    rename_tag(tag, "COVID 19")
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("COVID 19", slug)
    assert not FormerTag.objects.exists()


def test_merged_tags_are_one_with_all_stories_and_addresses(client: Client) -> None:
    both = builders.published_article(tags=["อบต.", "องค์การบริหารส่วนตำบล"])
    one = builders.published_article(tags=["องค์การบริหารส่วนตำบล"])
    third = builders.draft_article(tags=["อบต ทั้งหลาย"])
    keep, long, other = (
        Tag.objects.get(name=name) for name in ("อบต.", "องค์การบริหารส่วนตำบล", "อบต ทั้งหลาย")
    )
    rename_tag(long, "องค์การบริหารส่วนตำบล (อบต.)")
    assert merge_tags(keep, [keep, long, other]) == 2
    assert [names(story) for story in (both, one, third)] == [["อบต."]] * 3
    assert Tag.objects.get() == keep
    for old in ("องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล-อบต", "อบต-ทั้งหลาย"):
        assert leads_to(client, f"/tag/{old}/")[0] == 301, old
    assert client.get(keep.get_absolute_url()).status_code == 200


def test_a_new_tag_never_takes_an_address_that_leads_elsewhere() -> None:
    tag = builders.tag("ก/ข")
    rename_tag(tag, "ค")
    other = builders.tag("ก ข")
    assert (tag.slug, other.slug) == ("ค", "ก-ข-2")


def test_search_learns_of_a_merge() -> None:
    from newsroom.articles.changes import articles_changed

    builders.published_article(tags=["ก"])
    article = builders.published_article(tags=["ข"])
    told: set[int] = set()

    def listen(ids: Any, **kwargs: Any) -> None:
        told.update(ids)

    articles_changed.connect(listen)
    try:
        merge_tags(Tag.objects.get(name="ก"), [Tag.objects.get(name="ข")])
    finally:
        articles_changed.disconnect(listen)
    assert told == {article.pk}


def test_the_desk_merges_and_says_what_became_of_it(admin_client: Client) -> None:
    builders.published_article(tags=["ตลาดน้ำ"])
    builders.published_article(tags=["ตลาดน้ํา เก่า"])
    keep, other = Tag.objects.get(name="ตลาดน้ำ"), Tag.objects.get(name="ตลาดน้ำ เก่า")
    chosen = {"action": "merge", "_selected_action": [keep.pk, other.pk]}
    page = admin_client.post(LIST, chosen).content.decode()
    assert "ตลาดน้ำ เก่า (1 ข่าว)" in page
    answer = admin_client.post(LIST, {**chosen, "merge_now": "1", "keep": keep.pk}, follow=True)
    assert "รวม «ตลาดน้ำ เก่า» เข้าใน «ตลาดน้ำ» แล้ว เพิ่มขึ้น 1 ข่าว" in answer.content.decode()
    assert Tag.objects.get() == keep


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "กรุณาเลือกป้ายที่จะเก็บไว้"),
        ({"keep": "self"}, "เข้ากับตัวเองไม่ได้"),
        ({"other": "ตัวเอง"}, "เข้ากับตัวเองไม่ได้"),
        ({"other": "ไม่มีป้ายนี้"}, "ไม่มีป้ายชื่อ"),
        ({"keep": "999999"}, "ป้ายนี้ไม่อยู่ในรายการที่เลือก"),
        ({"keep": "ก"}, "ป้ายนี้ไม่อยู่ในรายการที่เลือก"),
    ],
)
def test_a_merge_that_makes_no_sense_is_told(
    admin_client: Client, typed: dict[str, str], told: str
) -> None:
    tag = builders.tag("ตัวเอง")
    typed = {name: str(tag.pk) if value == "self" else value for name, value in typed.items()}
    asked = {"action": "merge", "_selected_action": [tag.pk], "merge_now": "1", **typed}
    answer = admin_client.post(LIST, asked)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Tag.objects.get() == tag


def test_one_tag_is_merged_into_another_by_its_name(admin_client: Client) -> None:
    wrong, right = builders.tag("หาดทรายข้าว"), builders.tag("หาดทรายขาว")
    asked = {"action": "merge", "_selected_action": [wrong.pk], "merge_now": "1"}
    admin_client.post(LIST, {**asked, "other": " หาดทรายขาว "})
    assert Tag.objects.get() == right


def test_only_who_may_delete_tags_merges_them(client: Client) -> None:
    user = builders.staff_user()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_tag", "change_tag"]))
    client.force_login(user)
    first, second = builders.tag("ก"), builders.tag("ข")
    asked = {"action": "merge", "_selected_action": [first.pk, second.pk], "merge_now": "1"}
    client.post(LIST, {**asked, "keep": first.pk})
    assert Tag.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ทะเล", "มีป้ายชื่อนี้แล้ว"),
        ("ทะเ\u200bล", "มีป้ายชื่อนี้แล้ว"),
        ("เก่า", "เป็นชื่อเดิมของป้าย «ใหม่»"),
        ("!!!", "ต้องมีตัวอักษรหรือตัวเลข"),
        ("่", "กรุณากรอกข้อความที่อ่านได้"),
        ("ก" * 101, "100"),
    ],
)
def test_a_name_that_cannot_be_is_told_when_renaming(
    admin_client: Client, name: str, told: str
) -> None:
    builders.tag("ทะเล")
    rename_tag(builders.tag("เก่า"), "ใหม่")
    tag = builders.tag("ภูเขา")
    answer = admin_client.post(f"{LIST}{tag.pk}/change/", {"name": name})
    assert answer.status_code == 200
    assert told in answer.content.decode()
    tag.refresh_from_db()
    assert tag.name == "ภูเขา"


def test_the_desk_renames(admin_client: Client, client: Client) -> None:
    tag = builders.tag("ภูเขา")
    assert admin_client.post(f"{LIST}{tag.pk}/change/", {"name": "ภูเขาไฟ"}).status_code == 302
    assert leads_to(client, "/tag/ภูเขา/")[0] == 301
    assert "/tag/ภูเขา/" in admin_client.get(f"{LIST}{tag.pk}/change/").content.decode()


def test_the_list_counts_uses_and_finds_the_unused(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        builders.published_article(tags=["ใช้บ่อย", "ใช้ด้วย"])
    Tag.objects.named([f"ว่าง {number}" for number in range(20)])
    with django_assert_max_num_queries(12):
        page = admin_client.get(LIST, {"o": "-3"}).content.decode()
    assert page.index("ใช้บ่อย") < page.index("ว่าง 1")
    assert ">3 ข่าว<" in page
    unused = admin_client.get(LIST, {"used": "no"}).content.decode()
    assert "ว่าง 19" in unused
    assert "ใช้บ่อย" not in unused


def test_suggestions_know_every_spelling_and_the_most_used_first(admin_client: Client) -> None:
    for _ in range(2):
        builders.published_article(tags=["แม่น้ำกระบี่"])
    builders.published_article(tags=["น้ำท่วม", "น้ำประปา"])
    builders.published_article(tags=["น้ำท่วม"])

    def suggested(typed: str) -> list[tuple[str, int]]:
        answer = admin_client.get(f"{LIST}suggest/", {"q": typed})
        return [(tag["name"], tag["used"]) for tag in answer.json()["tags"]]

    expected = [("น้ำท่วม", 2), ("น้ำประปา", 1), ("แม่น้ำกระบี่", 2)]
    assert suggested("น้ำ") == expected
    assert suggested("น\u0e49\u0e4d\u0e32") == expected
    for odd in ("", " ", "%", "_", "\0", "่", "ก" * 5000):
        assert suggested(odd) == []


def test_suggestions_are_for_the_desk(client: Client) -> None:
    assert client.get(f"{LIST}suggest/").status_code == 302
    client.force_login(builders.staff_user())
    assert client.get(f"{LIST}suggest/", {"q": "ก"}).status_code == 403


@pytest.mark.parametrize("line", ["!!!", "ก, " + "ข" * 101, "ดี, …"])
def test_a_line_of_tags_that_cannot_be_is_told_in_the_storys_form(line: str) -> None:
    from newsroom.articles.tagging import TagsField

    with pytest.raises(ValidationError, match="ป้าย"):
        TagsField().clean(line)
    assert TagsField().clean("ข่าว, ขาว") == ["ข่าว", "ขาว"]


def test_another_order_of_tags_is_no_change() -> None:
    from newsroom.articles.tagging import TagsField

    field, tags = TagsField(), Tag.objects.named(["ข", "ก"])
    assert not field.has_changed(tags, "ก, ข")
    assert field.has_changed(tags, "ก")
