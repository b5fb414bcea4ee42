"""Loading the demo, and taking away exactly what was loaded."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from newsroom.articles.models import Article, Author, Byline, Section, Tag
from newsroom.comments.models import Comment
from newsroom.comments.services import recount
from newsroom.images.demo import draw
from newsroom.images.library import add_photo
from newsroom.images.models import Photo
from newsroom.site.models import DemoItem, SiteIdentity

HERE = Path(__file__).parent
_FIGURE = re.compile(r'<figure data-demo-art="([a-z-]+)"><figcaption>(.*?)</figcaption></figure>')
# Stories before what they use, so that nothing is protected any more when its turn comes.
REMOVAL: list[Any] = [Article, Author, Tag, Section, Photo]


def _read(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def load_demo() -> int:
    """Fill an empty newsroom; returns how many stories there are now."""
    people, stories = _read("people.json"), _read("stories.json")
    with transaction.atomic():
        loader = _Loader(timezone.now())
        loader.identity(people["identity"])
        for position, row in enumerate(people["sections"]):
            loader.keep(Section.objects.create(position=position * 10, **row))
        for row in people["authors"]:
            loader.author(row)
        for row in stories:
            loader.story(row)
    return len(stories)


class _Loader:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def keep(self, row: models.Model) -> Any:
        """Remember that a row is the demo's."""
        DemoItem.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(row), object_id=row.pk
        )
        return row

    def ago(self, hours: float) -> datetime:
        return self.now - timedelta(hours=hours)

    def photo(self, art: str, alt: str, caption: str = "", credit: str = "") -> Photo | None:
        if not art:
            return None
        file = ContentFile(draw(art), name=f"{art}.jpg")
        return self.keep(add_photo(file=file, alt=alt, caption=caption, credit=credit))

    def identity(self, row: dict[str, str]) -> None:
        site = SiteIdentity.current()
        for name, value in row.items():
            setattr(site, name, value)
        site.save()

    def author(self, row: dict[str, Any]) -> None:
        photo = self.photo(row.pop("photo"), f"ภาพวาด{row['name']}")
        self.keep(Author.objects.create(photo=photo, **row))

    def story(self, row: dict[str, Any]) -> None:
        status = row.get("status", Article.Status.PUBLISHED)
        published_at = self.ago(row["age_hours"]) if status == Article.Status.PUBLISHED else None
        article = Article.objects.create(
            headline=row["headline"],
            standfirst=row["standfirst"],
            dateline=row.get("dateline", ""),
            body=_FIGURE.sub(lambda match: self.figure(match[1], match[2]), row["body"]),
            section=Section.objects.get(slug=row["section"]),
            lead_photo=self.photo(
                row["art"], row.get("alt", ""), row.get("caption", ""), row.get("credit", "")
            ),
            status=status,
            published_at=published_at,
            comments_open=row.get("comments_open", True),
        )
        self.keep(article)
        for position, (slug, role) in enumerate(row["authors"]):
            author = Author.objects.get(slug=slug)
            Byline.objects.create(article=article, author=author, role=role, position=position)
        for position, (role, name) in enumerate(row.get("credits", [])):
            article.credits.create(role=role, name=name, position=position)
        article.tags.add(*row["tags"])
        for tag in article.tags.all():
            self.keep(tag)
        self.comments(article, row["comments"])

    def figure(self, art: str, caption: str) -> str:
        photo = self.photo(art, caption, credit="วิชัย ลมบก")
        number = photo.pk if photo else 0
        return f'<figure><img data-file="{number}" alt="{caption}"><figcaption>{caption}</figcaption></figure>'

    def comments(self, article: Article, rows: list[dict[str, Any]]) -> None:
        made: list[Comment] = []
        for row in rows:
            above = made[row["parent"]] if "parent" in row else None
            made.append(
                Comment.objects.create(
                    article=article,
                    parent=above.parent or above if above else None,
                    name=row["name"],
                    body=row["body"],
                    status=row.get("status", Comment.Status.VISIBLE),
                    created_at=self.ago(row["hours"]),
                )
            )
        recount([article.pk])


def remove_demo() -> tuple[int, list[str]]:
    """Delete the demo's rows and nothing else.

    Returns how many rows went, and what had to stay because something of the newsroom's own uses
    it, such as a demo section with a real story in it.
    """
    removed, kept = 0, []
    for model in REMOVAL:
        kind = ContentType.objects.get_for_model(model)
        for item in DemoItem.objects.filter(content_type=kind):
            row = model._default_manager.filter(pk=item.object_id).first()
            if row is not None and not _delete(row):
                kept.append(f"{model._meta.verbose_name} «{row}» (มีข่าวของคุณใช้อยู่)")
                continue
            removed += row is not None
            item.delete()
    _forget_identity()
    return removed, kept


def _delete(row: models.Model) -> bool:
    """Delete a row unless something that stays uses it."""
    if isinstance(row, Tag) and row.tagged_items.exists():
        return False
    if isinstance(row, Photo) and row.shown_by(1):
        return False
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    return True


def _forget_identity() -> None:
    """Give fields of the identity that still say what the demo said back their defaults."""
    site = SiteIdentity.objects.filter(pk=1).first()
    if site is None:
        return
    stored = SiteIdentity()
    for name, value in _read("people.json")["identity"].items():
        field: Any = SiteIdentity._meta.get_field(name)
        if getattr(site, name) == field.pre_save(_with(stored, name, value), True):
            setattr(site, name, field.get_default())
    site.save()


def _with(site: SiteIdentity, name: str, value: str) -> SiteIdentity:
    setattr(site, name, value)
    return site
