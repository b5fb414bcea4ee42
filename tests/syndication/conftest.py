from __future__ import annotations

import pytest

from newsroom.articles.models import Article
from newsroom.site.models import SiteSettings
from tests import builders

NASTY_TEXT = 'น้ำท่วม & <b>หนัก</b> ]]> 🌊 "คำพูด" \u000b</script>'


@pytest.fixture
def article(db: None) -> Article:
    """A public article, and a site, whose texts hold markup, CDATA ends, emoji and control characters."""
    SiteSettings(name="อ่าวทรายโพสต์ & เพื่อน", tagline="ข่าว <ดี>").save()
    return builders.published_article(
        headline=NASTY_TEXT,
        standfirst=NASTY_TEXT,
        body=f"<p>{NASTY_TEXT}</p><p><a href='/section/local/'>ลิงก์</a></p>",
        tags=["ข่าว"],
        lead_photo=builders.photo(),
    )
