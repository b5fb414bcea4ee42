"""Create articles, people and photos in named states, with real Thai text."""

from __future__ import annotations

import functools
import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from newsroom.accounts.models import User
from newsroom.articles.models import Article, Author, Byline, Section, Tag
from newsroom.articles.signals import notify_once
from newsroom.pages.models import Page

HEADLINES = [
    "อบต.ทรายขาวเปิดศูนย์เรียนรู้ประมงพื้นบ้าน รับนักท่องเที่ยวปลายปี",
    "น้ำทะเลหนุนสูงท่วมถนนเลียบชายฝั่ง 3 หมู่บ้าน นายกฯ สั่งเร่งระบายน้ำ",
    "ราคาปาล์มน้ำมันขยับขึ้นต่อเนื่อง เกษตรกรหวั่นต้นทุนปุ๋ยแพงตาม",
    "โรงเรียนบ้านเกาะกลางคว้าแชมป์ตะกร้อภาคใต้ ครั้งที่ ๑๒ ประจำปี ๒๕๖๙",
]
BODY = (
    "<p>เมื่อวันศุกร์ที่ ๕ สิงหาคม ๒๕๕๙ เวลา ๐๙.๐๐ น. ชาวบ้านกว่า 200 คนร่วมกันเก็บขยะริมหาด "
    "ก่อนเปิดฤดูท่องเที่ยว โดยมีนายอำเภอเป็นประธาน</p>"
    "<h2>เสียงจากชุมชน</h2>"
    "<blockquote><p>“เราทำทุกปี ปีนี้คนมาเยอะกว่าเดิมมาก” นางสาวอรุณี แก้วมณี ตัวแทนชุมชนกล่าว</p></blockquote>"
    "<ul><li>ถุงพลาสติก 120 กิโลกรัม</li><li>เศษอวน 45 กิโลกรัม</li></ul>"
    "<p>กิจกรรมครั้งต่อไปจะจัดขึ้นที่ปากคลองหลังเทศกาลลอยกระทง เด็ก ๆ เข้าร่วมได้ทุกคน</p>"
)
_headline_numbers = itertools.count(1)


def write_page(slug: str, body: str = "", **fields: Any) -> Page:
    """The public page with this slug, made if there is none, its kind the slug if that is one."""
    page = Page.objects.filter(slug=slug).first() or Page(slug=slug, title=f"หน้า {slug}")
    page.kind = slug if slug in Page.Kind.values else Page.Kind.OTHER
    page.status, page.body = Page.Status.PUBLISHED, body or page.body
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    return page


def section(name: str = "ท้องถิ่น", slug: str = "local", **fields: Any) -> Section:
    """The section of that slug, created if missing."""
    return Section.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def author(name: str = "ไพฑูรย์ ล่องเพ็ง", slug: str = "phaithun", **fields: Any) -> Author:
    """The author of that slug, created if missing."""
    return Author.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def tag(name: str = "น้ำท่วม") -> Tag:
    """The tag of that name, created if missing."""
    return Tag.objects.get_or_create_by_names([name])[0]


def _article(status: str, published_at: datetime | None, **fields: Any) -> Article:
    number = next(_headline_numbers)
    authors = fields.pop("authors", None)
    tags = fields.pop("tags", ["ชายหาด"])
    credits = fields.pop("credits", [])
    values = {
        "headline": f"{HEADLINES[number % len(HEADLINES)]} ({number})",
        "standfirst": "ชุมชนชายฝั่งร่วมมือกันก่อนฤดูท่องเที่ยว พร้อมเสนอแผนดูแลหาดระยะยาวต่อจังหวัด",
        "body": BODY,
        "status": status,
        "published_at": published_at,
        **fields,
    }
    if "section" not in values:
        values["section"] = section()
    with transaction.atomic(), notify_once():
        article = Article.objects.create(**values)
        for position, person in enumerate([author()] if authors is None else authors):
            Byline.objects.create(article=article, author=person, position=position)
        for position, (role, name) in enumerate(credits):
            article.credits.create(role=role, name=name, position=position)
        article.tags.add(*tags)
    return article


def draft_article(**fields: Any) -> Article:
    """An article that only staff may see."""
    return _article("draft", None, **fields)


def review_article(**fields: Any) -> Article:
    """An article in review."""
    return _article("review", None, **fields)


def scheduled_article(**fields: Any) -> Article:
    """An article that becomes public in two hours, or at `published_at`."""
    fields.setdefault("published_at", timezone.now() + timedelta(hours=2))
    return _article("published", fields.pop("published_at"), **fields)


def published_article(**fields: Any) -> Article:
    """A public article, an hour old unless `published_at` says otherwise."""
    fields.setdefault("published_at", timezone.now() - timedelta(hours=1))
    return _article("published", fields.pop("published_at"), **fields)


def withdrawn_article(**fields: Any) -> Article:
    """An article that was public and was withdrawn."""
    now = timezone.now()
    fields.setdefault("published_at", now - timedelta(days=2))
    fields.setdefault("withdrawn_at", now - timedelta(hours=1))
    return _article("withdrawn", fields.pop("published_at"), **fields)


def withdraw(article: Article) -> None:
    """Withdraw a public article."""
    article.status, article.withdrawn_at = "withdrawn", timezone.now()
    article.save()


def republish(article: Article) -> None:
    """Make a withdrawn article public again."""
    article.status, article.withdrawn_at = "published", None
    article.save()


def visible_comment(article: Article, **fields: Any) -> Any:
    """A visible comment; the article's count is updated."""
    from newsroom.comments.services import update_comment_counts

    comment = _comment(article, "visible", **fields)
    update_comment_counts([article.pk])
    return comment


def pending_comment(article: Article, **fields: Any) -> Any:
    """A comment in moderation."""
    return _comment(article, "pending", **fields)


def _comment(article: Article, status: str, **fields: Any) -> Any:
    from newsroom.comments.models import Comment

    values = {"name": "สมหญิง", "body": "เห็นด้วยค่ะ อยากให้ทำต่อเนื่องทุกเดือน", **fields}
    return Comment.objects.create(article=article, status=status, **values)


def staff_user(username: str = "reporter", **fields: Any) -> User:
    """A staff user without permissions; the password is `PASSWORD`."""
    return User.objects.create_user(
        username, password=PASSWORD, is_staff=True, display_name="ณัฐ น้ำฝน", **fields
    )


def role_user(role: str, username: str, **fields: Any) -> User:
    """A staff user in a role of `newsroom.accounts.roles`; the password is `PASSWORD`."""
    user = User.objects.create_user(
        username,
        password=PASSWORD,
        is_staff=True,
        **{"display_name": f"{role} {username}", **fields},
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def admin_user(username: str = "editor", **fields: Any) -> User:
    """A superuser; the password is `PASSWORD`."""
    return User.objects.create_superuser(
        username, password=PASSWORD, display_name="บรรณาธิการ ทดสอบ", **fields
    )


PASSWORD = "ข่าวดีทุกเช้า9"


@functools.cache
def jpeg_bytes(width: int = 1200, height: int = 800, shade: int = 0) -> bytes:
    """A JPEG of sea and sky; each `shade` (0–255) gives different bytes."""
    picture = Image.new("RGB", (width, height), (120, 170, 210))
    picture.paste((20 + shade % 200, 90, 110), (0, height // 2, width, height))
    picture.paste((230, 200, 120), (width // 8, height // 8, width // 4, height // 3))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def photo(shade: int = 0, **fields: Any) -> Any:
    """A photo in the library."""
    from newsroom.images.library import get_or_create_photo

    values = {
        "alt": "ชาวประมงยืนเรียงอวนบนท่าเรือยามเช้า",
        "caption": "ชาวประมงบ้านแหลมทรายเตรียมออกเรือ",
        "credit": "สุนิสา ชูช่วย",
        **fields,
    }
    file = ContentFile(jpeg_bytes(shade=shade), name="ท่าเรือ ๑.jpg")
    with decoded_once():
        return get_or_create_photo(file=file, **values)[0]


def pdf_bytes(text: str = "", inside: str = "") -> bytes:
    """A PDF of one empty page; `text` makes its bytes others, `inside` is in its catalogue."""
    return (
        f"%PDF-1.7\n% {text}\n1 0 obj <</Type /Catalog /Pages 2 0 R {inside}>> endobj\n"
        "2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj\n"
        "trailer <</Root 1 0 R>>\n%%EOF\n"
    ).encode()


def document(text: str = "", **fields: Any) -> Any:
    """A document that readers may download; each `text` gives different bytes."""
    from newsroom.documents.library import get_or_create_document

    values = {"title": "ประกาศเขตภัยพิบัติ", **fields}
    file = ContentFile(pdf_bytes(text), name="ประกาศ.pdf")
    return get_or_create_document(file, **values)[0]


_decoded: dict[Any, Any] = {}


@contextmanager
def decoded_once() -> Iterator[None]:
    """Decode and encode the same picture in the same way only once in a test run."""
    from newsroom.images.decoding import decoder

    process = decoder.process

    def remembered(data: bytes, shapes: Any, *args: Any, **kwargs: Any) -> Any:
        key = (data, tuple(shapes), args, tuple(sorted(kwargs.items())))
        if key not in _decoded:
            _decoded[key] = process(data, shapes, *args, **kwargs)
        return _decoded[key]

    with mock.patch.object(decoder, "process", remembered):
        yield


def add_visits(article: Article, readers: int, day: Any = None, hour: int | None = None) -> None:
    """Count readers of an article; by default today, in this hour."""
    from newsroom.readership.models import HourlyArticleReaders

    now = timezone.localtime()
    HourlyArticleReaders.objects.create(
        article=article,
        day=day or now.date(),
        hour=now.hour if hour is None else hour,
        readers=readers,
    )


def idea(what: str = "ประชุมสภา อบจ. พิจารณางบซ่อมถนน", **fields: Any) -> Any:
    """An open idea of the news plan, without a day unless `due_on` says one."""
    from newsroom.planning.models import Idea

    return Idea.objects.create(what=what, **fields)


def correction(article: Article, **fields: Any) -> Any:
    """A correction of an article, dated now."""
    values = {"text": "ฉบับก่อนหน้าเขียนว่า 3 หมู่บ้าน ที่ถูกคือ 5 หมู่บ้าน", **fields}
    return article.corrections.create(**values)


@contextmanager
def page_cache_enabled() -> Iterator[None]:
    """As in a worker process between two changes: `memoize` keeps values."""
    from newsroom.web.page_cache import invalidation

    invalidation._state.generation = invalidation.Generation(1, invalidation.NEVER)
    try:
        yield
    finally:
        invalidation._state.generation = None
