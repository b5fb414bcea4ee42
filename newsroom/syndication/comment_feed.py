"""The feed of an article's comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.html import linebreaks

from newsroom.articles.models import Article
from newsroom.articles.views.shortcuts import with_public_article
from newsroom.comments.models import Comment
from newsroom.syndication.feeds import LANGUAGE, MAX_ITEMS
from newsroom.syndication.formats.absolute_html import feed_text
from newsroom.syndication.formats.feeds import FeedAuthor, RssFeed
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.requests import NewsroomRequest


@dataclass(frozen=True)
class CommentFeedInfo:
    """The article, and the request whose host the URLs get."""

    article: Article
    request: NewsroomRequest

    @property
    def url(self) -> str:
        """The article's page."""
        return absolute_url(self.article.get_absolute_url(), self.request)


if TYPE_CHECKING:
    _Feed = Feed[tuple[Comment, str], CommentFeedInfo]
else:
    _Feed = Feed


class CommentFeed(_Feed):
    """The newest visible comments of a public article."""

    language = LANGUAGE

    def __init__(self, feed_type: type[SyndicationFeed] = RssFeed) -> None:
        self.feed_type = feed_type

    def __call__(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        """The feed; as the article's page, 410 once it is withdrawn."""

        @with_public_article()
        def view(request: HttpRequest, article: Article) -> HttpResponse:
            return super(CommentFeed, self).__call__(request, article=article)

        return view(request, **kwargs)

    def get_object(self, request: HttpRequest, *args: object, **kwargs: Any) -> CommentFeedInfo:
        return CommentFeedInfo(kwargs["article"], cast(NewsroomRequest, request))

    def title(self, info: CommentFeedInfo) -> str:
        return feed_text(f"ความคิดเห็นต่อข่าว {info.article.headline}")

    def description(self, info: CommentFeedInfo) -> str:
        return self.title(info)

    subtitle = description

    def link(self, info: CommentFeedInfo) -> str:
        return info.url

    def feed_url(self, info: CommentFeedInfo) -> str:
        return absolute_url(info.request.path, info.request)

    def items(self, info: CommentFeedInfo) -> list[tuple[Comment, str]]:
        comments = Comment.objects.visible().filter(article=info.article)
        newest = comments.order_by("-created_at", "-pk")[:MAX_ITEMS]
        return [(comment, info.url) for comment in newest]

    def item_title(self, item: tuple[Comment, str]) -> str:
        return feed_text(item[0].name)

    def item_description(self, item: tuple[Comment, str]) -> str:
        return feed_text(item[0].body)

    def item_link(self, item: tuple[Comment, str]) -> str:
        return f"{item[1]}#comment-{item[0].pk}"

    def item_pubdate(self, item: tuple[Comment, str]) -> datetime:
        return item[0].created_at

    item_updateddate = item_pubdate

    def item_author_name(self, item: tuple[Comment, str]) -> str:
        return feed_text(item[0].name)

    def item_extra_kwargs(self, item: tuple[Comment, str]) -> dict[str, object]:
        comment, url = item
        body = linebreaks(feed_text(comment.body), autoescape=True)
        authors = [FeedAuthor(feed_text(comment.name), url)]
        return {"body": body, "authors": authors, "tags": [], "photo": None}
