"""A newsroom of any size in no time: derived once for a few hundred stories, repeated in bulk.

Every story has its own headline, date, section, tags and byline; bodies repeat. Only
`index_all` makes them findable, which takes longer than all the rest.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from newsroom.articles.filing import file_stories
from newsroom.articles.models import Article, Author, Byline, Section, Tag, TaggedArticle
from newsroom.comments.models import Comment
from newsroom.comments.services import recount
from newsroom.images.models import Photo
from newsroom.search.engines import engine
from newsroom.search.index import index
from newsroom.search.models import RelatedStory
from newsroom.site.models import SiteIdentity
from newsroom.thai.typography import headline_markup
from tests import builders
from tests.bench import corpus

DIFFERENT = 300
BATCH = 2000
INDEXED_AT_ONCE = 200
PICTURES = 12
PARAGRAPHS = 4
COMMENTS = 20
RELATED = 6
RECENT, OFTEN = 400, timedelta(minutes=90)


def fill(count: int) -> None:
    """Make the database hold `count` public stories, the newest ones with comments and related stories."""
    SiteIdentity(name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย ทุกเช้า").save()
    sections = [
        Section.objects.create(name=name, slug=f"section-{number}", position=number)
        for number, name in enumerate(corpus.SECTIONS)
    ]
    authors = [
        Author.objects.create(name=name, slug=f"author-{number}")
        for number, name in enumerate(corpus.PEOPLE)
    ]
    tags = Tag.objects.named(corpus.TAGS[:40])
    pictures = [builders.photo(shade=10 * number) for number in range(PICTURES)]
    models = _models(pictures)
    rng = random.Random(count)
    first = datetime(2016, 1, 1, 6, tzinfo=corpus.BANGKOK)
    now = timezone.now() - timedelta(minutes=5)
    recent = min(RECENT, count // 2)
    step = (now - recent * OFTEN - first) / (count - recent)

    def when(number: int) -> datetime:
        """The newest ones come as often at every size: they fill as much of the news sitemap."""
        before = count - number
        return now - before * OFTEN if before < recent else first + step * number

    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")
    numbers = iter(range(1, count + 1))
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic():
            _write(batch, models, sections, authors, tags, when, rng)
    newest = Article.objects.published().newest_first()[:50]
    for story in newest:
        Comment.objects.bulk_create(
            Comment(article=story, name="สมหญิง", body=builders.BODY[3:300], status="visible")
            for _ in range(COMMENTS)
        )
    recount([story.pk for story in newest])
    RelatedStory.objects.bulk_create(
        RelatedStory(article=story, related_id=story.pk - number, score=1 / number)
        for story in newest
        for number in range(1, RELATED + 1)
    )
    connection.cursor().execute("ANALYZE")


def index_all() -> None:
    """Make the stories findable."""
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), INDEXED_AT_ONCE):
        with transaction.atomic():
            index(ids[start : start + INDEXED_AT_ONCE])
    engine().refresh()
    engine().compact()


def _models(pictures: list[Photo]) -> list[Article]:
    """Different stories, derived as a save would."""
    found = []
    for number, row in enumerate(corpus.stories(DIFFERENT)):
        body = "</p>".join(row["body_html"].split("</p>")[:PARAGRAPHS]) + "</p>"
        story = Article(headline=row["title"], standfirst=row["excerpt"], body=body)
        story.derive()
        story.lead_photo = pictures[number % PICTURES] if number % 3 else None
        found.append(story)
    return found


def _write(
    numbers: list[int],
    models: list[Article],
    sections: list[Section],
    authors: list[Author],
    tags: list[Tag],
    when: Callable[[int], datetime],
    rng: random.Random,
) -> None:
    derived = (
        "standfirst", "body", "body_rendered", "plain_text", "excerpt", "short_headline", "short_excerpt", "word_count",
        "reading_minutes", "lead_photo_id",
    )  # fmt: skip
    stories, bylines, tagged = [], [], []
    for number in numbers:
        model = models[number % DIFFERENT]
        story = Article(pk=number, status=Article.Status.PUBLISHED)
        for name in derived:
            setattr(story, name, getattr(model, name))
        story.headline = f"{model.headline} ข่าวที่ {number}"
        story.headline_markup = headline_markup(story.headline)
        story.published_at = when(number)
        # The first section is the paper's main one, as everywhere.
        story.section = sections[0] if rng.random() < 0.4 else rng.choice(sections)
        stories.append(story)
        bylines.append(Byline(article_id=number, author=rng.choice(authors)))
        tagged += [
            TaggedArticle(content_object_id=number, tag=tag)
            for tag in rng.sample(tags, rng.randrange(1, 5))
        ]
    Article.objects.bulk_create(stories)
    Byline.objects.bulk_create(bylines)
    TaggedArticle.objects.bulk_create(tagged)
    file_stories(numbers)
