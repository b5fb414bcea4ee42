"""Writes the site as a WordPress export file (WXR 1.2), item by item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any, TextIO

from django.db.models import Max, Prefetch, QuerySet

from newsroom.articles.models import Article, Author, Byline, Section, Tag
from newsroom.articles.querysets import Status
from newsroom.body.figures import document_ids
from newsroom.comments.models import Comment
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.pages.models import Page
from newsroom.transfer.wordpress.export.bodies import appendix, photos_of, wordpress_html
from newsroom.transfer.wordpress.export.identity import Moments, nicename
from newsroom.transfer.wordpress.export.xml import HEAD, TAIL, cdata, dates, element, meta, term
from newsroom.web.absolute_urls import absolute_url, base_url

CHUNK_SIZE = 100
# The user of what nobody signed.
NOBODY = "newsroom"
STATUSES = {
    Status.DRAFT: "draft",
    Status.REVIEW: "pending",
    Status.PUBLISHED: "publish",
    Status.WITHDRAWN: "private",
}
COMMENT_STATUSES = {
    Comment.Status.VISIBLE: "1",
    Comment.Status.PENDING: "0",
    Comment.Status.SPAM: "spam",
    Comment.Status.HIDDEN: "trash",
}


class WxrWriter:
    """Writes all articles in every state, pages, comments, and the files that they show.

    WordPress fetches photos and documents from this site while it imports. Articles keep their ids;
    what has ids of its own here gets those after the last article.
    """

    def __init__(self, site_name: str) -> None:
        self.site_name = site_name
        self.comment_count = self.page_count = 0
        self._photo_ids: set[int] = set()
        self._document_ids: set[int] = set()
        self._moments = Moments()
        self._first_photo = (Article.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        self._first_page = (
            self._first_photo + (Photo.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        )
        self._first_document = (
            self._first_page + (Page.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        )

    @property
    def photo_count(self) -> int:
        return len(self._photo_ids)

    @property
    def document_count(self) -> int:
        return len(self._document_ids)

    def write(self, out: TextIO) -> Iterator[int]:
        """Write the file; yields how many articles are written."""
        out.write(HEAD)
        out.write(self._channel())
        done, articles = 0, _articles().iterator(chunk_size=CHUNK_SIZE)
        for done, article in enumerate(articles, start=1):
            out.write(self._article(article))
            yield done
        for page in Page.objects.order_by("pk"):
            out.write(self._page(page))
            self.page_count += 1
        for photo in Photo.objects.filter(pk__in=self._photo_ids).order_by("pk"):
            out.write(self._photo(photo))
        for document in Document.objects.filter(pk__in=self._document_ids).order_by("pk"):
            out.write(self._document(document))
        out.write(TAIL)

    def _attachment_id(self, photo_id: int) -> int:
        self._photo_ids.add(photo_id)
        return self._first_photo + photo_id

    def _channel(self) -> str:
        url = base_url()
        parts = [
            element("title", self.site_name),
            element("link", url),
            element("language", "th"),
            element("wp:wxr_version", "1.2"),
            element("wp:base_site_url", url),
            element("wp:base_blog_url", url),
            _author(1, NOBODY, self.site_name),
        ]
        parts += [_author(one.pk + 1, one.slug, one.name) for one in Author.objects.order_by("pk")]
        for section in Section.objects.order_by("position", "pk"):
            inner = element("wp:term_id", section.pk) + element(
                "wp:category_nicename", section.slug
            )
            inner += "<wp:category_parent></wp:category_parent>" + cdata(
                "wp:cat_name", section.name
            )
            inner += cdata("wp:category_description", section.description)
            parts.append(f"<wp:category>{inner}</wp:category>")
        for tag in Tag.objects.order_by("pk").iterator():
            inner = element("wp:tag_slug", nicename(tag)) + cdata("wp:tag_name", tag.name)
            inner += cdata("wp:tag_description", tag.description)
            parts.append(f"<wp:tag>{inner}</wp:tag>")
        return "\n".join(parts) + "\n"

    def _article(self, article: Article) -> str:
        people: list[Byline] = list(article.bylines.all())
        # WordPress keeps one author, unless it has the plugin Co-Authors Plus.
        names = (
            [term("author", f"cap-{one.author.slug}", one.author.name) for one in people]
            if len(people) > 1
            else []
        )
        terms = (
            [term("category", article.section.slug, article.section.name)]
            if article.section
            else []
        )
        terms += [term("post_tag", nicename(tag), tag.name) for tag in article.tags.all()]
        body = self._body(article.body)
        fields = [meta("dateline", article.dateline)] if article.dateline else []
        if article.lead_photo_id:
            fields.append(meta("_thumbnail_id", self._attachment_id(article.lead_photo_id)))
        if article.meta_description:
            fields.append(meta("_yoast_wpseo_metadesc", article.meta_description))
        if article.meta_title:
            fields.append(meta("_yoast_wpseo_title", article.meta_title))
        return self._item(
            article.pk, "post", article.headline, article.get_absolute_url(),
            creator=people[0].author.slug if people else NOBODY,
            content=body + appendix(article, [one.author.name for one in people]),
            excerpt=article.standfirst,
            name=f"news-{article.pk}",
            status=_status(article),
            published=article.published_at,
            modified=article.modified_at or article.updated_at,
            comments_open=article.comments_open,
            rest=[*terms, *names, *fields, *self._comments(article)],
        )  # fmt: skip

    def _comments(self, article: Article) -> Iterator[str]:
        for comment in article.comments.all():
            self.comment_count += 1
            inner = [
                element("wp:comment_id", comment.pk),
                cdata("wp:comment_author", comment.name),
                element("wp:comment_author_email", comment.email),
                dates("comment", comment.created_at),
                cdata("wp:comment_content", comment.body),
                element("wp:comment_approved", COMMENT_STATUSES[Comment.Status(comment.status)]),
                element("wp:comment_type", "comment"),
                element("wp:comment_parent", comment.parent_id or 0),
            ]
            yield f"<wp:comment>{''.join(inner)}</wp:comment>"

    def _page(self, page: Page) -> str:
        parent = self._first_page + page.parent_id if page.parent_id else 0
        states = {Page.Status.PUBLISHED: "publish", Page.Status.WITHDRAWN: "private"}
        return self._item(
            self._first_page + page.pk, "page", page.title, page.get_absolute_url(),
            content=self._body(page.body),
            name=page.slug,
            status=states.get(Page.Status(page.status), "draft"),
            published=page.published_at or page.created_at,
            modified=page.updated_at,
            parent=parent,
        )  # fmt: skip

    def _body(self, body: str) -> str:
        self._document_ids.update(document_ids(body))
        return wordpress_html(body, photos_of([body]), self._attachment_id)

    def _photo(self, photo: Photo) -> str:
        url = absolute_url(photo.url())
        fields = [element("wp:attachment_url", url), meta("_wp_attachment_image_alt", photo.alt)]
        if photo.credit:
            fields.append(meta("_media_credit", photo.credit))
        return self._item(
            self._attachment_id(photo.pk), "attachment", photo.alt or f"ภาพ {photo.pk}", photo.url(),
            excerpt=photo.caption,
            name=f"photo-{photo.pk}",
            status="inherit",
            published=photo.created_at,
            rest=fields,
        )  # fmt: skip

    def _document(self, document: Document) -> str:
        url = document.get_absolute_url()
        return self._item(
            self._first_document + document.pk, "attachment", document.title, url,
            name=f"document-{document.pk}",
            status="inherit",
            published=document.created_at,
            rest=[element("wp:attachment_url", absolute_url(url))],
        )  # fmt: skip

    def _item(
        self,
        pk: int,
        kind: str,
        title: str,
        path: str,
        *,
        name: str,
        status: str,
        published: datetime | None,
        modified: datetime | None = None,
        creator: str = NOBODY,
        content: str = "",
        excerpt: str = "",
        parent: int = 0,
        comments_open: bool = False,
        rest: list[str] | None = None,
    ) -> str:
        if published:
            published = self._moments.free(title, published)
        parts = [
            # A title is HTML there.
            cdata("title", escape(title, quote=False)),
            element("link", absolute_url(path)),
            cdata("dc:creator", creator),
            f'<guid isPermaLink="false">{absolute_url(path)}</guid>',
            cdata("content:encoded", content),
            cdata("excerpt:encoded", excerpt),
            element("wp:post_id", pk),
            dates("post", published),
            dates("post_modified", modified or published).replace("_modified_date", "_modified"),
            element("wp:comment_status", "open" if comments_open else "closed"),
            element("wp:ping_status", "closed"),
            element("wp:post_name", name),
            element("wp:status", status),
            element("wp:post_parent", parent),
            element("wp:menu_order", 0),
            element("wp:post_type", kind),
            element("wp:post_password", ""),
            element("wp:is_sticky", 0),
            *(rest or []),
        ]
        return "<item>" + "\n".join(parts) + "</item>\n"


def _author(pk: int, login: str, name: str) -> str:
    inner = element("wp:author_id", pk) + cdata("wp:author_login", login)
    inner += element("wp:author_email", "") + cdata("wp:author_display_name", name)
    return f"<wp:author>{inner}</wp:author>"


def _status(article: Article) -> str:
    if article.is_scheduled:
        return "future"
    return STATUSES[Status(article.status)]


def _articles() -> QuerySet[Article]:
    comments = Comment.objects.order_by("created_at", "pk")
    bylines = Byline.objects.select_related("author").order_by("position", "pk")
    related: list[Any] = [Prefetch("comments", comments), Prefetch("bylines", bylines)]
    related += ["corrections", "credits", "tags"]
    return Article.objects.order_by("pk").select_related("section").prefetch_related(*related)
