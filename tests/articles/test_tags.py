import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from newsroom.articles.models import Author, Section, Tag
from newsroom.articles.tagging import join_tags, parse_tags
from tests import builders


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("แม่ฮ่องสอน สามหมอก", ["แม่ฮ่องสอน สามหมอก"]),
        ("ข่าว, ขาว ,ข้าว", ["ข่าว", "ขาว", "ข้าว"]),
        ("น้ำท่วม\nกระบี่", ["น้ำท่วม", "กระบี่"]),
        (" , \u200b, ่ ,", []),
        ("", []),
        ('"ก, ข"', ['"ก', 'ข"']),
    ],
)
def test_only_commas_and_lines_part_tags(typed: str, names: list[str]) -> None:
    """T-T1"""
    assert parse_tags(typed) == names


@pytest.mark.django_db
def test_three_tags_that_look_alike_are_three() -> None:
    """T-T1"""
    tags = Tag.objects.named(["ข่าว", "ขาว", "ข้าว"])
    assert [tag.slug for tag in tags] == ["ข่าว", "ขาว", "ข้าว"]
    assert len({tag.get_absolute_url() for tag in tags}) == 3


@pytest.mark.django_db
def test_spellings_of_one_tag_are_one() -> None:
    """T-T1, T-N3"""
    article = builders.published_article(
        tags=[
            "น้ำ",
            "น\u0e49\u0e4d\u0e32",
            "น้ำ\u200b",
            " น้ำ ",
            "COVID ๑๙",
            "covid 19",
            "ก.พ.ร.",
            "กพร",
        ]
    )
    assert article.tags.count() == 3
    article.tags.set(["น\u0e4d\u0e49\u0e32", "ใหม่"])
    assert join_tags(article.tags.all()) == "น้ำ, ใหม่"
    assert Tag.objects.filter(key="น้ำ").count() == 1


@pytest.mark.django_db
def test_names_of_one_slug_get_two() -> None:
    first, second, third = Tag.objects.named(["ก/ข", "ก ข", "ก+ข"])
    assert [first.slug, second.slug, third.slug] == ["ก-ข", "ก-ข-2", "ก-ข-3"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["\u200b", "่", "", "ก" * 101])
def test_tags_of_nothing_are_refused(name: str) -> None:
    """T-N4"""
    with pytest.raises(ValidationError):
        Tag.objects.named([name])


@pytest.mark.django_db
def test_names_stand_in_dictionary_order() -> None:
    """T-C1"""
    for number, name in enumerate("ฮา แม่ ข้าว ขาว ไก่ กา ข่าว เก่า".split()):
        Author.objects.create(name=name, slug=f"a{number}")
    assert " ".join(author.name for author in Author.objects.all()) == "กา เก่า ไก่ ขาว ข่าว ข้าว แม่ ฮา"


@pytest.mark.django_db
def test_a_section_name_is_taken_once_however_spelt() -> None:
    builders.section("น้ำ", "water")
    with pytest.raises(ValidationError):
        Section(name="น\u0e49\u0e4d\u0e32", slug="other").full_clean()


@pytest.mark.django_db
def test_the_admin_tells_that_a_name_is_taken(admin_client: Client) -> None:
    builders.section("น้ำ", "water")
    page = admin_client.post(
        "/admin/articles/section/add/",
        {"name": "น\u0e49\u0e4d\u0e32", "slug": "other", "description": "", "position": 1},
    )
    assert page.status_code == 200
    assert "มีหมวดชื่อนี้แล้ว" in page.content.decode()
    assert Section.objects.count() == 1
