"""A small paper with something in every column that an export carries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from newsroom.articles.models import Article, Author, Byline, Section, Tag, TagAlias
from newsroom.comments.services import update_comment_counts
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.search.models import RelatedArticle
from newsroom.transfer.models import Redirect
from tests import builders

LONG_AGO = datetime(2016, 8, 6, 3, 4, 5, 678901, tzinfo=UTC)


def fill() -> None:
    lead, inside, spare = _photos()
    document, spare_document = builders.document("ก"), builders.document("ข", title="งบ <ปี 2570>")
    Document.objects.filter(pk=spare_document.pk).update(created_at=LONG_AGO)
    local = builders.section()
    sea = Section.objects.create(
        name="ทะเล & เกาะ",
        slug="Sea_Islands",
        description="ข่าวทะเล\nและเกาะ",
        position=3,
        photo=spare,
        palette="plum",
    )
    Section.objects.create(name="หมวดที่ยังไม่มีข่าว", slug="empty", position=7)
    authors = _authors(spare)
    tags = _tags(lead)
    body = (
        f"{builders.BODY * 8}<aside><h3>ตัวเลข</h3><ul><li>120 กิโลกรัม</li></ul></aside>"
        f'<figure><img data-file="{inside.pk}" alt="เรือ"><figcaption>เรือ <em>ใหญ่</em></figcaption></figure>'
        f'<figure data-document="{document.pk}"></figure>'
        '<p><a href="https://example.org/a?b=1&amp;c=2">ลิงก์</a></p>'
    )
    other = builders.published_article(
        section=sea, tags=[tags[1]], authors=[], published_at=LONG_AGO
    )
    full = builders.published_article(
        headline="พาดหัวที่ & ยาว <มาก>", body=body, section=local, lead_photo=lead, kind="analysis",
        dateline="กระบี่", place=810501, tags=tags, credits=[("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง"), ("", "เรียบเรียง")],
        authors=[], meta_title="ชื่อในผลค้นหา", meta_description="คำอธิบาย", card_text="ข้อความบนการ์ด",
        headline_lines="พาดหัวที่ & | ยาว <มาก>", comments_open=False,
        published_at=LONG_AGO + timedelta(days=1), revised_at=LONG_AGO + timedelta(days=2),
        created_at=LONG_AGO,
    )  # fmt: skip
    for position, (person, role) in enumerate(
        [(authors[1], "writer"), (authors[0], "photographer"), (authors[0], "editor")]
    ):
        Byline.objects.create(article=full, author=person, role=role, position=position)
    more = f'{builders.BODY}<figure data-article="{full.pk}"></figure>'
    builders.draft_article(section=None, tags=[], authors=[], body=more)
    builders.review_article(authors=[authors[2]])
    scheduled = builders.scheduled_article(place=81)
    builders.withdrawn_article(section=sea)
    _comments(full)
    builders.correction(full, corrected_at=LONG_AGO + timedelta(days=3))
    builders.correction(full, text="ครั้งที่สอง\nสองบรรทัด", corrected_at=timezone.now())
    for related, position in ((scheduled, 5), (other, 2)):
        RelatedArticle.objects.create(
            article=full, related=related, is_manual=True, position=position
        )
    _redirects(full)


def _photos() -> tuple[Photo, Photo, Photo]:
    lead = builders.photo(shade=10, focal=(20, 80), original_name="IMG_0001.JPG")
    Photo.objects.filter(pk=lead.pk).update(created_at=LONG_AGO)
    inside = builders.photo(
        shade=20, alt="เรือ <ใหญ่> & เล็ก", caption="คำบรรยาย &amp; <b>ตัวหนา</b>", credit="ก" * 150
    )
    spare = builders.photo(shade=30, alt="", caption="", credit="")
    return lead, inside, spare


def _authors(photo: Photo) -> list[Author]:
    somchai = Author.objects.create(
        name="สมชาย ใจดี", slug="somchai_J", job_title="บรรณาธิการ", bio="ทำข่าว\nมานาน", photo=photo,
        is_current=False,
    )  # fmt: skip
    return [
        somchai,
        Author.objects.create(name="สมชาย ใจดี", slug="somchai-2"),
        Author.objects.create(name="ไม่มีข่าว", slug="nobody"),
    ]


def _tags(photo: Photo) -> list[str]:
    renamed = Tag.objects.create(
        name="น้ำท่วมกระบี่", slug="ที่อยู่ที่ตั้งเอง", description="เรื่องนี้\nคืออะไร", photo=photo
    )
    for name in ("อุทกภัย", "น้ำหลาก"):
        former = Tag(name=name)
        key = Tag._meta.get_field("key").pre_save(former, add=True)
        TagAlias.objects.create(tag=renamed, slug=name, key=key)
    builders.tag("แท็กที่ไม่มีข่าว")
    return [renamed.name, "อบจ.กระบี่", "๒๕๕๙"]


def _comments(article: Article) -> None:
    first = builders.visible_comment(
        article, body="บรรทัดหนึ่ง\nบรรทัดสอง <b> & https://example.org/", email="a@example.org",
        created_at=LONG_AGO + timedelta(days=1, hours=1), moderated_at=LONG_AGO + timedelta(days=2),
    )  # fmt: skip
    reply = builders.visible_comment(article, parent=first, name="สมชาย", created_at=LONG_AGO)
    for status in ("pending", "hidden", "spam"):
        article.comments.create(parent=reply, name="มานี", body=status, status=status)
    for _ in range(2):  # sent twice
        article.comments.create(
            name="มานะ", body="ส่งซ้ำ", status="visible", created_at=LONG_AGO + timedelta(days=4)
        )
    update_comment_counts([article.pk])


def _redirects(article: Article) -> None:
    url = article.get_absolute_url()
    for old, fields in {
        "/?p=12": {"new_path": url, "hits": 7, "last_hit_on": LONG_AGO.date()},
        "/ข่าว/เก่า": {"new_path": "https://example.org/ก"},
        "/gone": {"is_gone": True},
        "/withdrawn": {"is_gone": True, "new_path": url},
    }.items():
        Redirect.objects.create(old_path=old, **fields)
