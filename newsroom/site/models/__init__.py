"""The site's own data: its settings, the front page's selection, breaking news, demo rows."""

from newsroom.site.models.front_page import (
    MAX_PER_AREA,
    BreakingNews,
    FrontPageArea,
    FrontPageArticle,
)
from newsroom.site.models.site_settings import DemoItem, SiteSettings

__all__ = [
    "MAX_PER_AREA",
    "BreakingNews",
    "DemoItem",
    "FrontPageArea",
    "FrontPageArticle",
    "SiteSettings",
]
