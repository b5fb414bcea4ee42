"""Loads the demo into an empty database, and records its rows in `DemoItem`."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from newsroom.articles.models import Article, Author, Byline, Section, Tag
from newsroom.articles.workflow.taxonomy.tag_renaming import PAGE_FIELDS
from newsroom.comments.models import Comment
from newsroom.comments.services import update_comment_counts
from newsroom.documents.library import get_or_create_document
from newsroom.images.decoding import decoder
from newsroom.images.decoding.decoder import DecodedPicture
from newsroom.images.decoding.slots import SLOTS
from newsroom.images.library import get_or_create_photo
from newsroom.images.models import Photo
from newsroom.images.shapes import SHAPES, in_formats
from newsroom.planning.models import Idea
from newsroom.site.demo.pages import load_pages
from newsroom.site.front_page.selection import set_breaking_news
from newsroom.site.models import DemoItem, SiteSettings
from newsroom.thai.dates import in_bangkok

FOLDER = Path(__file__).parent
# Field of the site's settings → file in `brand/`.
BRAND_FILES = {"logo": "logo.webp", "logo_dark": "logo-dark.webp", "icon": "icon.webp"}
PHOTOGRAPHER = "วิชัย ลมบก"
BREAKING_NEWS_LASTS = timedelta(hours=12)
_FIGURE = re.compile(r'<figure data-demo-photo="([a-z-]+)"><figcaption>(.*?)</figcaption></figure>')
_DOCUMENT = re.compile(
    r'<figure data-demo-document="([a-z-]+)"><figcaption>(.*?)</figcaption></figure>'
)

Row = TypeVar("Row", bound=models.Model)


def read_json(name: str) -> Any:
    """The content of a JSON file of the demo."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def brand_file(name: str) -> bytes:
    """The content of a logo or icon of the demo."""
    return (FOLDER / "brand" / name).read_bytes()


def load_demo() -> int:
    """Load the demo; returns the number of articles."""
    names = sorted(path.stem for path in (FOLDER / "photos").glob("*.webp"))
    # On all cores, and before the transaction, which holds the write lock.
    with ThreadPoolExecutor(SLOTS) as pool:
        pictures = dict(zip(names, pool.map(_decoded, names), strict=True))
    with transaction.atomic():
        return _load(_Loader(timezone.now(), pictures))


def _decoded(name: str) -> DecodedPicture:
    # For a quick first start: the periodic task encodes the other formats after it.
    return decoder.process(_photo_file(name), in_formats(SHAPES, ["jpg"]))


def _photo_file(name: str) -> bytes:
    return (FOLDER / "photos" / f"{name}.webp").read_bytes()


def _load(loader: _Loader) -> int:
    people, articles = read_json("people.json"), read_json("articles.json")
    loader.update_settings(people["site_settings"])
    for index, row in enumerate(people["sections"]):
        loader.create_section(index * 10, **row)
    for row in people["authors"]:
        loader.create_author(row)
    for row in articles:
        loader.create_article(row)
    for row in people["sections"]:
        loader.illustrate_section(row["slug"], row["photo"])
    for row in people["tags"]:
        loader.describe_tag(**row)
    for row in read_json("ideas.json"):
        loader.create_idea(**row)
    load_pages(people["pages"], loader.record)
    return len(articles)


class _Loader:
    def __init__(self, now: datetime, pictures: dict[str, DecodedPicture]) -> None:
        self.now, self.pictures = now, pictures

    def record(self, row: Row) -> Row:
        """Record that a row belongs to the demo."""
        content_type = ContentType.objects.get_for_model(row)
        DemoItem.objects.get_or_create(content_type=content_type, object_id=row.pk)
        return row

    def time(self, hours_ago: float) -> datetime:
        return self.now - timedelta(hours=hours_ago)

    def update_settings(self, values: dict[str, str]) -> None:
        site_settings = SiteSettings.get_current()
        for name, value in values.items():
            setattr(site_settings, name, value)
        for field, file_name in BRAND_FILES.items():
            setattr(site_settings, field, self.create_brand_photo(file_name, site_settings.name))
        site_settings.save()

    def create_photo(self, name: str, alt: str, caption: str = "", credit: str = "") -> Photo:
        file = ContentFile(_photo_file(name), name=f"{name}.webp")
        photo, _ = get_or_create_photo(
            file=file, alt=alt, caption=caption, credit=credit, picture=self.pictures[name]
        )
        return self.record(photo)

    def create_brand_photo(self, file_name: str, alt: str) -> Photo:
        file = ContentFile(brand_file(file_name), name=file_name)
        photo, _ = get_or_create_photo(file=file, alt=alt, credit=alt)
        return self.record(photo)

    def create_author(self, row: dict[str, Any]) -> None:
        name = row.pop("photo")
        photo = self.create_photo(name, f"ภาพวาด{row['name']}") if name else None
        self.record(Author.objects.create(photo=photo, **row))

    def create_section(self, position: int, photo: str, **fields: str) -> None:
        """Without its photo, which is one of an article that is yet to be made."""
        self.record(Section.objects.create(position=position, **fields))

    def illustrate_section(self, slug: str, photo: str) -> None:
        """Give a section the picture of one of its articles, if it has one."""
        if photo:
            section = Section.objects.get(slug=slug)
            section.photo = self.create_photo(photo, section.name)
            section.save(update_fields=["photo"])

    def describe_tag(self, name: str, description: str, photo: str) -> None:
        """Give a tag of the articles a text and the picture of one of them."""
        tag = Tag.objects.get(name=name)
        tag.description, tag.photo = description, self.create_photo(photo, name)
        tag.save(update_fields=PAGE_FIELDS)

    def create_idea(
        self, section: str, days: int | None = None, time: str = "", **fields: Any
    ) -> None:
        """An idea of the news plan, so many days from today; without `days` it has no day."""
        day = None if days is None else in_bangkok(self.now).date() + timedelta(days=days)
        at = clock.fromisoformat(time) if time else None
        filed = Section.objects.get(slug=section)
        self.record(Idea.objects.create(due_on=day, due_time=at, section=filed, **fields))

    def create_article(self, row: dict[str, Any]) -> None:
        status = row.get("status", Article.Status.PUBLISHED)
        is_published = status == Article.Status.PUBLISHED
        article = self.record(
            Article.objects.create(
                headline=row["headline"],
                standfirst=row["standfirst"],
                kind=row.get("kind", Article.Kind.NEWS),
                dateline=row.get("dateline", ""),
                place=row.get("place"),
                body=self.body(row["body"]),
                section=Section.objects.get(slug=row["section"]),
                lead_photo=self.lead_photo(row) if row["photo"] else None,
                status=status,
                published_at=self.time(row["hours_ago"]) if is_published else None,
                comments_open=row.get("comments_open", True),
            )
        )
        for position, (slug, role) in enumerate(row["authors"]):
            author = Author.objects.get(slug=slug)
            Byline.objects.create(article=article, author=author, role=role, position=position)
        for position, (role, name) in enumerate(row.get("credits", [])):
            article.credits.create(role=role, name=name, position=position)
        article.tags.add(*row["tags"])
        for tag in article.tags.all():
            self.record(tag)
        for correction in row.get("corrections", []):
            corrected_at = self.time(correction["hours_ago"])
            article.corrections.create(text=correction["text"], corrected_at=corrected_at)
        self.create_comments(article, row["comments"])
        if readers := row.get("readers"):
            now = in_bangkok(self.now)
            article.readers.create(day=now.date(), hour=now.hour, readers=readers)
        if text := row.get("breaking"):
            expires_at = self.now + BREAKING_NEWS_LASTS
            set_breaking_news(text=text, article=article, expires_at=expires_at, by=None)

    def lead_photo(self, row: dict[str, Any]) -> Photo:
        return self.create_photo(
            row["photo"], row.get("alt", ""), row.get("caption", ""), row.get("credit", "")
        )

    def body(self, html: str) -> str:
        """The body with the photos and documents that it names."""
        html = _FIGURE.sub(lambda match: self.figure(match[1], match[2]), html)
        return _DOCUMENT.sub(lambda match: self.document(match[1], match[2]), html)

    def document(self, name: str, title: str) -> str:
        file = ContentFile((FOLDER / "documents" / f"{name}.pdf").read_bytes(), name=f"{name}.pdf")
        document, _ = get_or_create_document(file, title=title)
        return f'<figure data-document="{self.record(document).pk}"></figure>'

    def figure(self, name: str, caption: str) -> str:
        photo = self.create_photo(name, caption, credit=PHOTOGRAPHER)
        image = f'<img data-file="{photo.pk}" alt="{caption}">'
        return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"

    def create_comments(self, article: Article, rows: list[dict[str, Any]]) -> None:
        comments: list[Comment] = []
        for row in rows:
            parent = comments[row["parent"]] if "parent" in row else None
            comments.append(
                Comment.objects.create(
                    article=article,
                    # Threads have two levels.
                    parent=parent.parent or parent if parent else None,
                    name=row["name"],
                    body=row["body"],
                    status=row.get("status", Comment.Status.VISIBLE),
                    created_at=self.time(row["hours_ago"]),
                )
            )
        update_comment_counts([article.pk])
