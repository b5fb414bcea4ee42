"""Fills the database with any number of articles, quickly.

The derived fields of a few hundred articles are computed and then repeated: every article has its
own headline, date, section, tags and byline, but bodies recur. Articles are not indexed for search,
which takes longer than all the rest; `index_all` does that.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from newsroom.articles.listings.index import update_listings
from newsroom.articles.models import Article, Author, Byline, Section, Tag, TaggedArticle
from newsroom.comments.models import Comment
from newsroom.comments.services import update_comment_counts
from newsroom.search.backends import get_backend
from newsroom.search.indexing.documents import index_articles
from newsroom.search.indexing.reindex import compact_index
from newsroom.search.models import RelatedArticle
from newsroom.site.models import SiteSettings
from newsroom.thai.lines.typography import headline_html
from tests import builders
from tests.bench import corpus

TEMPLATE_COUNT = 300
WRITE_BATCH_SIZE = 2000
INDEX_BATCH_SIZE = 200
PHOTO_COUNT = 12
TAG_COUNT = 40
PARAGRAPHS_PER_BODY = 4
# The newest articles have comments and related articles.
BUSY_ARTICLE_COUNT = 50
COMMENTS_PER_ARTICLE = 20
RELATED_PER_ARTICLE = 6
# The newest articles are this far apart at every size, so that the news sitemap is equally long.
RECENT_ARTICLE_COUNT, RECENT_INTERVAL = 400, timedelta(minutes=90)
_DERIVED_FIELDS = (
    "standfirst", "body", "body_html", "plain_text", "excerpt", "short_headline", "short_excerpt",
    "word_count", "reading_minutes", "lead_photo_id",
)  # fmt: skip


@dataclass
class _Taxonomy:
    """What articles are filed under."""

    sections: list[Section]
    authors: list[Author]
    tags: list[Tag]


def fill(count: int) -> None:
    """Write `count` public articles, with ids from 1 on, oldest first."""
    SiteSettings(name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย ทุกเช้า").save()
    taxonomy = _Taxonomy(
        sections=[
            Section.objects.create(name=name, slug=f"section-{position}", position=position)
            for position, name in enumerate(corpus.SECTIONS)
        ],
        authors=[
            Author.objects.create(name=name, slug=f"author-{number}")
            for number, name in enumerate(corpus.AUTHORS)
        ],
        tags=Tag.objects.get_or_create_by_names(corpus.TAGS[:TAG_COUNT]),
    )
    templates = _templates()
    date_of = _dates(count)
    rng = random.Random(count)
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")
    ids = iter(range(1, count + 1))
    while batch := list(islice(ids, WRITE_BATCH_SIZE)):
        with transaction.atomic():
            _write(batch, templates, taxonomy, date_of, rng)
    _add_comments_and_related(Article.objects.published().newest_first()[:BUSY_ARTICLE_COUNT])
    connection.cursor().execute("ANALYZE")


def index_all() -> None:
    """Index all articles for search."""
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), INDEX_BATCH_SIZE):
        with transaction.atomic():
            index_articles(ids[start : start + INDEX_BATCH_SIZE])
    get_backend().refresh_statistics()
    compact_index()


def _templates() -> list[Article]:
    """Different articles with their derived fields, as a save would compute them."""
    photos = [builders.photo(shade=10 * number) for number in range(PHOTO_COUNT)]
    templates = []
    for number, row in enumerate(corpus.articles(TEMPLATE_COUNT)):
        body = "</p>".join(row["body_html"].split("</p>")[:PARAGRAPHS_PER_BODY]) + "</p>"
        article = Article(headline=row["title"], standfirst=row["excerpt"], body=body)
        article.compute_derived_fields()
        article.lead_photo = photos[number % PHOTO_COUNT] if number % 3 else None
        templates.append(article)
    return templates


def _dates(count: int) -> Callable[[int], datetime]:
    """The date of publication of each id."""
    newest = timezone.now() - timedelta(minutes=5)
    recent_count = min(RECENT_ARTICLE_COUNT, count // 2)
    recent_from = newest - recent_count * RECENT_INTERVAL
    interval = (recent_from - corpus.FIRST_DATE) / (count - recent_count)

    def date_of(pk: int) -> datetime:
        age = count - pk
        if age < recent_count:
            return newest - age * RECENT_INTERVAL
        return corpus.FIRST_DATE + interval * pk

    return date_of


def _write(
    ids: list[int],
    templates: list[Article],
    taxonomy: _Taxonomy,
    date_of: Callable[[int], datetime],
    rng: random.Random,
) -> None:
    articles, bylines, tagged = [], [], []
    for pk in ids:
        template = templates[pk % TEMPLATE_COUNT]
        article = Article(pk=pk, status=Article.Status.PUBLISHED, published_at=date_of(pk))
        for name in _DERIVED_FIELDS:
            setattr(article, name, getattr(template, name))
        article.headline = f"{template.headline} ข่าวที่ {pk}"
        article.headline_html = headline_html(article.headline)
        # The first section is the largest, as in every newspaper.
        is_in_first = rng.random() < 0.4
        article.section = taxonomy.sections[0] if is_in_first else rng.choice(taxonomy.sections)
        articles.append(article)
        bylines.append(Byline(article_id=pk, author=rng.choice(taxonomy.authors)))
        tagged += [
            TaggedArticle(content_object_id=pk, tag=tag)
            for tag in rng.sample(taxonomy.tags, rng.randrange(1, 5))
        ]
    Article.objects.bulk_create(articles)
    Byline.objects.bulk_create(bylines)
    TaggedArticle.objects.bulk_create(tagged)
    update_listings(ids)


def _add_comments_and_related(articles: list[Article]) -> None:
    for article in articles:
        Comment.objects.bulk_create(
            Comment(article=article, name="สมหญิง", body=builders.BODY[3:300], status="visible")
            for _ in range(COMMENTS_PER_ARTICLE)
        )
    update_comment_counts([article.pk for article in articles])
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=article, related_id=article.pk - rank, score=1 / rank)
        for article in articles
        for rank in range(1, RELATED_PER_ARTICLE + 1)
    )
