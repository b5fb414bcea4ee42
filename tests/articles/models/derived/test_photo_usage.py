"""Which photos the bodies of articles use."""

from __future__ import annotations

import pytest

from newsroom.articles.models import PhotoUsage
from tests import builders


@pytest.mark.django_db
def test_saving_an_article_records_which_photos_its_body_uses() -> None:
    first, second = builders.photo(shade=1), builders.photo(shade=2)
    figure = f'<figure><img data-file="{first.pk}" alt="ก"></figure>'
    figures = f'{figure}<figure><img data-file="{second.pk}" alt="ข"></figure>'
    article = builders.draft_article(
        body=f'{figure}<figure><img data-file="4040" alt="ค"></figure>'
    )
    assert [(usage.photo, usage.placement) for usage in PhotoUsage.objects.all()] == [
        (first, "body")
    ]
    article.body = f'<figure data-gallery="">{figures}</figure>'
    article.save()
    usages = {(usage.photo, usage.placement) for usage in PhotoUsage.objects.all()}
    assert usages == {(first, "gallery"), (second, "gallery")}
    assert [str(usage) for usage in second.usages()] == [f"{article} (ชุดภาพ)"]
    article.delete()
    assert not PhotoUsage.objects.exists()
