"""What a feed says of an article: its text with photo, credits and corrections, for republishing."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from newsroom.articles.models import Article
from newsroom.syndication.formats.absolute_html import absolute_html, feed_text
from newsroom.syndication.formats.feeds import FeedPhoto
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.requests import NewsroomRequest


def lead_photo(article: Article, request: NewsroomRequest) -> FeedPhoto | None:
    """The lead photo with its words; None without one."""
    photo = article.lead_photo
    rendition = photo.largest() if photo else None
    if photo is None or rendition is None:
        return None
    return FeedPhoto(
        url=absolute_url(photo.url(), request),
        width=rendition["width"],
        height=rendition["height"],
        bytes=rendition["bytes"],
        caption=feed_text(photo.caption or photo.alt),
        credit=feed_text(photo.credit),
    )


def article_html(article: Article, request: NewsroomRequest, whole_text: bool | None = None) -> str:
    """Photo, text (whole or summary; None: as the site's settings say), corrections and credits."""
    url = absolute_url(article.get_absolute_url(), request)
    photo = lead_photo(article, request)
    if request.site_settings.feeds_whole_text if whole_text is None else whole_text:
        text = article.body_html
    else:
        text = format_html(
            '<p>{}</p><p><a href="{}">อ่านทั้งหมดที่ {}</a></p>',
            article.excerpt, url, request.site_settings.name,
        )  # fmt: skip
    parts = [_photo_html(article, photo), text, _corrections_html(article), _credits_html(article)]
    return absolute_html("".join(parts), url)


def _photo_html(article: Article, photo: FeedPhoto | None) -> SafeString:
    if photo is None or article.lead_photo is None:
        return SafeString("")
    html = format_html(
        '<p><img src="{}" alt="{}" width="{}" height="{}"></p>',
        photo.url, article.lead_photo.alt, photo.width, photo.height,
    )  # fmt: skip
    own = FeedPhoto(photo.url, 0, 0, 0, article.lead_photo.caption, photo.credit)
    return html + format_html("<p>{}</p>", own.text) if own.text else html


def _corrections_html(article: Article) -> SafeString:
    lines = ((line["label"], line["text"]) for line in article.corrections_json)
    items = format_html_join("", "<li>{}: {}</li>", lines)
    return format_html("<h2>การแก้ไขข่าว</h2><ul>{}</ul>", items) if items else SafeString("")


def _credits_html(article: Article) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((str(one),) for one in article.cached_credits))
