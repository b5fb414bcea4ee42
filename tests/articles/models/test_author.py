import pytest

from newsroom.articles.models import Author

pytestmark = pytest.mark.django_db


def test_names_are_in_dictionary_order() -> None:
    """T-C1"""
    for index, name in enumerate("ฮา แม่ ข้าว ขาว ไก่ กา ข่าว เก่า".split()):
        Author.objects.create(name=name, slug=f"a{index}")
    assert " ".join(author.name for author in Author.objects.all()) == "กา เก่า ไก่ ขาว ข่าว ข้าว แม่ ฮา"
