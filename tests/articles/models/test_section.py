import pytest
from django.core.exceptions import ValidationError

from newsroom.articles.models import Section
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_section_name_is_unique_in_any_spelling() -> None:
    builders.section("น้ำ", "water")
    with pytest.raises(ValidationError):
        Section(name="น\u0e49\u0e4d\u0e32", slug="other").full_clean()
