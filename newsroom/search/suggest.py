"""What a reader may be about to type: headlines, tags and authors that have it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from newsroom.articles.models import Article, Author, Byline, Tag, TaggedArticle
from newsroom.search.analysis import spread_grams, squeeze
from newsroom.search.engines import Narrow, engine
from newsroom.search.models import SearchText
from newsroom.thai.clean import has_thai, is_blank
from newsroom.thai.folding import fold
from newsroom.thai.keyboard import typed_as_latin

MOST = 8
MOST_TAGS = MOST_AUTHORS = 2
SHORTEST = 2
LONGEST = 60
LOOKED_AT = 40


@dataclass(frozen=True)
class Suggestion:
    """Something to go to: what it is (`tag`, `author`, `story`), its words and its address."""

    kind: str
    text: str
    url: str


def suggest(typed: str, at: datetime) -> list[dict[str, str]]:
    """At most eight suggestions: tags and authors first, then headlines, those that begin so first.

    Text typed with the keyboard left in English is read as Thai when it suggests nothing itself.
    """
    key = fold(typed[:LONGEST])
    if len(key) < SHORTEST or is_blank(key):
        return []
    found = _suggest(key, at)
    if not found and not has_thai(key):
        found = _suggest(fold(typed_as_latin(typed[:LONGEST])), at)
    return [asdict(one) for one in found]


def _suggest(key: str, at: datetime) -> list[Suggestion]:
    named = [
        *(Suggestion("tag", tag.name, tag.get_absolute_url()) for tag in _tags(key, at)),
        *(Suggestion("author", one.name, one.get_absolute_url()) for one in _authors(key, at)),
    ]
    return [*named, *_stories(key, at, MOST - len(named))]


def _public(
    through: type[TaggedArticle] | type[Byline], name: str, link: str, at: datetime
) -> Exists:
    stories = Article.objects.published(at).values("pk")
    return Exists(through._default_manager.filter(**{name: OuterRef("pk"), f"{link}__in": stories}))


def _tags(key: str, at: datetime) -> list[Tag]:
    public = _public(TaggedArticle, "tag", "content_object", at)
    begin = list(Tag.objects.filter(public, key__startswith=key)[:MOST_TAGS])
    if len(begin) < MOST_TAGS:
        begin += Tag.objects.filter(public, key__contains=key).exclude(
            pk__in=[tag.pk for tag in begin]
        )[: MOST_TAGS - len(begin)]
    return begin


def _authors(key: str, at: datetime) -> list[Author]:
    public = _public(Byline, "author", "article", at)
    return list(Author.objects.filter(public, name__icontains=key)[:MOST_AUTHORS])


def _stories(key: str, at: datetime, most: int) -> list[Suggestion]:
    wanted = squeeze(key)
    grams = spread_grams(wanted)
    ways = [grams] if grams else [[gram] for gram in engine().beginning_with(wanted)]
    if not ways:
        return []
    ids = engine().having_all("title", [ways], Narrow(at=at), LOOKED_AT)
    titles = SearchText.objects.filter(pk__in=ids).values_list("pk", "title", "word_starts")
    ranked = sorted(
        (
            (_worth(wanted, squeeze(title), starts), pk)
            for pk, title, starts in titles
            if wanted in squeeze(title)
        ),
        reverse=True,
    )
    best = [pk for _, pk in ranked[:most]]
    stories = {story.pk: story for story in Article.objects.published_among(best).only("headline")}
    return [
        Suggestion("story", stories[pk].headline, stories[pk].get_absolute_url())
        for pk in best
        if pk in stories
    ]


def _worth(wanted: str, title: str, starts: str) -> int:
    """2 for a headline that begins so, 1 for a word that does."""
    place = title.find(wanted)
    return 2 if place == 0 else int(str(place) in starts.split())
