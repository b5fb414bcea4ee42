from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from newsroom.articles.models import Tag
from newsroom.articles.tags.forms import TagsField


@pytest.mark.parametrize("line", ["!!!", "ก, " + "ข" * 101, "ดี, …"])
def test_a_line_with_a_name_that_cannot_be_a_tag_is_refused(line: str) -> None:
    with pytest.raises(ValidationError, match="แท็ก"):
        TagsField().clean(line)
    assert TagsField().clean("ข่าว, ขาว") == ["ข่าว", "ขาว"]


@pytest.mark.django_db
def test_another_order_of_tags_is_no_change() -> None:
    field, tags = TagsField(), Tag.objects.get_or_create_by_names(["ข", "ก"])
    assert not field.has_changed(tags, "ก, ข")
    assert field.has_changed(tags, "ก")
