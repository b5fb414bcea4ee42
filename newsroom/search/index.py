"""Writing the index: after a change of stories, and all anew by `manage.py reindex`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction

from newsroom.articles.models import Article, Byline, TaggedArticle
from newsroom.articles.querysets import Status
from newsroom.search.analysis import folded, word_starts
from newsroom.search.engines import engine
from newsroom.search.models import SearchText
from newsroom.search.related import relate

BATCH = 200
FIELDS = ["visible_from", "section_id", "title", "word_starts", "labels", "text"]
# What the engine knows of the whole is brought up to date when the newsroom is four times as large,
# and every so many stories.
FIRST_REFRESH = 256
REFRESH_EVERY = 25_000
# More stories at once than this come from an importer: nobody waits, and `reindex` relates them.
SAVED_BY_HAND = 10


def index(ids: Iterable[int]) -> None:
    """Bring the index of these stories up to date; those that are gone have left it with their row."""
    wanted = list(ids)
    labels = _labels(wanted)
    stories = Article.objects.filter(pk__in=wanted).only(
        "headline", "standfirst", "plain_text", "status", "published_at", "section_id"
    )
    rows = [_row(story, labels[story.pk]) for story in stories]
    is_bulk = len(rows) > SAVED_BY_HAND
    if is_bulk:
        engine().begin_bulk()
    SearchText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=FIELDS,
        batch_size=BATCH,
    )
    if is_bulk and any(map(_is_milestone, (row.pk for row in rows))):
        engine().refresh()


def _labels(ids: list[int]) -> defaultdict[int, list[str]]:
    """The names of each story's tags, in their order, and of its authors in the byline's."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    tagged = TaggedArticle.objects.filter(content_object__in=ids).order_by(
        "tag__sort_key", "tag_id"
    )
    for story, name in tagged.values_list("content_object_id", "tag__name"):
        found[story].append(name)
    bylines = Byline.objects.filter(article__in=ids)
    for story, name in bylines.values_list("article_id", "author__name"):
        found[story].append(name)
    return found


def _row(story: Article, labels: list[str]) -> SearchText:
    title = folded(story.headline)
    return SearchText(
        article_id=story.pk,
        visible_from=story.published_at if story.status == Status.PUBLISHED else None,
        section_id=story.section_id,
        title=title,
        word_starts=word_starts(title),
        labels="\n".join(map(folded, labels)),
        text=f"{folded(story.standfirst)}\n{folded(story.plain_text)}",
    )


def _is_milestone(pk: int) -> bool:
    is_power_of_four = pk & (pk - 1) == 0 and pk.bit_length() % 2 == 1
    return pk >= FIRST_REFRESH and (is_power_of_four or pk % REFRESH_EVERY == 0)


def reindex() -> Iterator[int]:
    """Index every story again, in batches; yields how many are done.

    Search answers meanwhile: a story's old entry stands until its new one does. Stopped half way,
    what is done is done and the rest is as it was.
    """
    done, last = 0, 0
    while ids := list(
        Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        with transaction.atomic():
            index(ids)
        done, last = done + len(ids), ids[-1]
        yield done
    with transaction.atomic():
        engine().refresh()
    engine().compact()


# The last asked for relation of each story: of several in one transaction only the last is made.
_asked: dict[int, object] = {}


def on_articles_changed(ids: list[int], text: bool = True, **kwargs: Any) -> None:
    """Bring the index up to date, in the transaction that changes the stories; relate them after."""
    if not text:
        return
    index(ids)
    if len(ids) <= SAVED_BY_HAND:
        turn = object()
        _asked.update(dict.fromkeys(ids, turn))
        transaction.on_commit(partial(_relate_last, ids, turn), robust=True)


def _relate_last(ids: list[int], turn: object) -> None:
    mine = [pk for pk in ids if _asked.get(pk) is turn]
    with transaction.atomic():
        relate(mine)
    for pk in mine:
        _asked.pop(pk, None)
