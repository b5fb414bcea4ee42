"""Writes all articles as JSON Lines, in the format that `newsroom.transfer.jsonlines.reader` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.db.models import F, Prefetch, QuerySet

from newsroom.articles.editable_fields.registry import article_to_record
from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.search.models import RelatedArticle
from newsroom.thai.dates import in_bangkok
from newsroom.transfer.bodies.exported_files import ExportedFiles

# Articles read at once; a file of any length takes the memory of these.
CHUNK_SIZE = 200


class ArticleExporter:
    """Exports every article in every state, with its comments, corrections and photos."""

    def __init__(self, media: Path | None) -> None:
        """Photos are copied into the folder `media`; without one they are only described."""
        self.files = ExportedFiles(media)
        self.comment_count = 0

    @property
    def missing(self) -> list[str]:
        """Files that the storage does not have."""
        return self.files.missing

    @property
    def photo_count(self) -> int:
        return self.files.photo_count

    def write(self, out: TextIO) -> Iterator[int]:
        """Write a line for each article, oldest first; yields how many are written."""
        for done, article in enumerate(_articles().iterator(chunk_size=CHUNK_SIZE), start=1):
            json.dump(self._record(article), out, ensure_ascii=False)
            out.write("\n")
            yield done

    def _record(self, article: Article) -> dict[str, Any]:
        record = article_to_record(article)
        record["created_at"] = in_bangkok(article.created_at).isoformat()
        if article.withdrawn_at:
            record["withdrawn_at"] = in_bangkok(article.withdrawn_at).isoformat()
        if photos := self.files.photo_rows(article):
            record["photos"] = photos
        if documents := self.files.document_rows(article):
            record["documents"] = documents
        corrections = article.corrections.all()
        if corrections:
            record["corrections"] = [
                {"text": row.text, "corrected_at": in_bangkok(row.corrected_at).isoformat()}
                for row in sorted(corrections, key=lambda row: row.pk)
            ]
        if related := article.related_articles.all():
            record["related"] = [
                {"id": row.related_id, "position": row.position} for row in related
            ]
        comments = list(article.comments.all())
        self.comment_count += len(comments)
        record["comments"] = _comment_rows(comments)
        return record


def _articles() -> QuerySet[Article]:
    comments = Comment.objects.order_by("created_at", "pk")
    chosen = RelatedArticle.objects.filter(is_manual=True).order_by("position", "pk")
    return (
        Article.objects.order_by(F("published_at").asc(nulls_last=True), "pk")
        .select_related("section")
        .prefetch_related(
            "corrections",
            Prefetch("comments", queryset=comments),
            Prefetch("related_articles", queryset=chosen),
        )
    )


def _comment_rows(comments: list[Comment]) -> list[dict[str, Any]]:
    """Oldest first; `parent` is a position in the list."""
    positions = {comment.pk: position for position, comment in enumerate(comments)}
    return [
        {
            "author": comment.name,
            "email": comment.email,
            "body": comment.body,
            "published_at": in_bangkok(comment.created_at).isoformat(),
            "parent": positions.get(comment.parent_id) if comment.parent_id else None,
            "status": comment.status,
            **_moderated(comment),
        }
        for comment in comments
    ]


def _moderated(comment: Comment) -> dict[str, str]:
    moment = comment.moderated_at
    return {"moderated_at": in_bangkok(moment).isoformat()} if moment else {}
