"""The article."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from taggit.managers import TaggableManager

from newsroom.articles.fields import BodyField, CorrectionsField
from newsroom.articles.kinds import Kind, kind_label
from newsroom.articles.models.author import Author
from newsroom.articles.models.derived.document_usage import DocumentUsage
from newsroom.articles.models.derived.photo_usage import PhotoUsage
from newsroom.articles.models.headline_lines import HeadlineLines
from newsroom.articles.models.section import Section
from newsroom.articles.models.sharing.texts import SharingTexts
from newsroom.articles.models.tag import Tag, TaggedArticle
from newsroom.articles.public_urls import article_url
from newsroom.articles.querysets import ArticleQuerySet, Status, listing_date
from newsroom.articles.signals import notify_articles_changed
from newsroom.articles.tags.managers import NormalisedTagManager
from newsroom.body.pipeline import clean_body
from newsroom.body.plain_text import html_to_text
from newsroom.body.rendering.blocks import render_body
from newsroom.fields.text import LineField, ProseField
from newsroom.images.models import Photo
from newsroom.places.fields import PlaceField
from newsroom.places.registry import Place, get_place
from newsroom.thai.clean import clean, clean_line
from newsroom.thai.lines.typography import headline_html, typeset
from newsroom.thai.segmentation import reading_time_minutes, word_count
from newsroom.thai.truncation import MAX_DESCRIPTION_GRAPHEMES, MAX_TITLE_GRAPHEMES, truncate

if TYPE_CHECKING:
    from newsroom.articles.models.byline import Byline, Credit

# Length of a card's text: about three lines on a phone.
MAX_EXCERPT_GRAPHEMES = 180
# Code points of the plain text that are looked at for it; the headline may stand before it.
EXCERPT_SOURCE_LENGTH = 1_000
# What it does not begin with: spaces, dashes, rows of dots and stars.
_NOT_FIRST = " –-—:._*=~"


class Article(HeadlineLines, SharingTexts):  # type: ignore[django-manager-missing]
    """A news article in any state, from first draft to withdrawn.

    The fields from `body_html` on are derived: `compute_derived_fields` writes them once per save,
    so that pages compute nothing.
    """

    Status = Status
    Kind = Kind

    headline = LineField("พาดหัว", max_length=255)
    standfirst = ProseField(
        "โปรย", blank=True, help_text="หนึ่งหรือสองประโยคที่บอกใจความของข่าว ใช้ในหน้ารวมข่าวและเมื่อแชร์ด้วย"
    )
    kind = models.CharField(
        "ประเภทงาน",
        max_length=16,
        choices=Kind.choices,
        default=Kind.NEWS,
        help_text="ผู้อ่านเห็นคู่กับหมวด เว้นแต่เป็นข่าวทั่วไป ข่าวแจกและเนื้อหาที่มีผู้จ่ายเงินต้องบอกเสมอ",
    )
    dateline = LineField("สถานที่รายงาน", max_length=60, blank=True, help_text="เช่น กระบี่")
    place = PlaceField(
        "พื้นที่",
        null=True,
        blank=True,
        help_text="ตำบล อำเภอ หรือจังหวัดที่เกิดเรื่อง ข่าวจะขึ้นในหน้าของพื้นที่นั้น เช่น อ่าวลึก",
    )
    body: Any = BodyField("เนื้อข่าว", blank=True)
    section = models.ForeignKey(
        Section,
        verbose_name="หมวด",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    authors = models.ManyToManyField(
        Author, through="Byline", verbose_name="ผู้เขียน", related_name="articles"
    )
    tags: Any = TaggableManager(
        "แท็ก",
        through=TaggedArticle,
        manager=NormalisedTagManager,
        blank=True,
        help_text="คั่นด้วยเครื่องหมายจุลภาค เช่น น้ำท่วม, อบจ.กระบี่",
        related_name="articles",
    )
    lead_photo = models.ForeignKey(
        "images.Photo",
        verbose_name="ภาพนำ",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lead_of",
    )
    status = models.CharField("สถานะ", max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(
        "วันเวลาเผยแพร่",
        null=True,
        blank=True,
        help_text="เช่น พรุ่งนี้ 6.00 หรือ 6/8/2569 18.00 ข่าวจะขึ้นเองเมื่อถึงเวลา",
    )
    revised_at = models.DateTimeField(
        "แก้ไขสาระล่าสุด",
        null=True,
        blank=True,
        editable=False,
        help_text="เวลาที่เนื้อหาเปลี่ยนครั้งล่าสุดหลังเผยแพร่",
    )
    withdrawn_at = models.DateTimeField("ถอนออกเมื่อ", null=True, blank=True, editable=False)
    comments_open = models.BooleanField("เปิดรับความคิดเห็น", default=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้สร้าง",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("สร้างเมื่อ", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("บันทึกล่าสุด", auto_now=True)

    body_html = models.TextField(editable=False, blank=True)
    plain_text = models.TextField(editable=False, blank=True)
    headline_html = models.TextField(editable=False, blank=True)
    excerpt = models.TextField(editable=False, blank=True)
    # For `<title>` and descriptions. Stored, because cutting Thai needs the slow word segmenter.
    short_headline = models.TextField(editable=False, blank=True)
    short_excerpt = models.TextField(editable=False, blank=True)
    word_count = models.PositiveIntegerField("จำนวนคำ", editable=False, default=0)
    reading_minutes = models.PositiveSmallIntegerField(editable=False, default=1)
    # Denormalised `corrections`: [{"text", "corrected_at" (ISO 8601), "label" (Thai date)}, …].
    corrections_json = CorrectionsField(editable=False, default=list, blank=True)
    visible_comment_count = models.PositiveIntegerField("ความคิดเห็น", editable=False, default=0)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "ข่าว"
        verbose_name_plural = "ข่าว"
        get_latest_by = "published_at"
        permissions = [
            ("publish_article", "เผยแพร่ ตั้งเวลา และถอนข่าว"),
            ("edit_any_article", "แก้ไขข่าวของทุกคน"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(headline=""),
                name="article_has_a_headline",
                violation_error_message="ข่าวต้องมีพาดหัว",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.PUBLISHED) | models.Q(published_at__isnull=False),
                name="article_has_a_date_when_published",
                violation_error_message="ข่าวที่เผยแพร่ต้องมีวันเวลาเผยแพร่",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.PUBLISHED) | models.Q(section__isnull=False),
                name="article_has_a_section_when_published",
                violation_error_message="ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="article_status_is_known",
                violation_error_message="สถานะนี้ไม่มีอยู่",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values),
                name="article_kind_is_known",
                violation_error_message="ประเภทงานนี้ไม่มีอยู่",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="article_newest"),
            models.Index(
                fields=["section", "status", "-published_at", "-id"],
                name="article_newest_in_section",
            ),
            models.Index(fields=["-updated_at"], name="article_last_saved"),
            models.Index(fields=["section", "-updated_at"], name="article_last_saved_in_section"),
            models.Index(fields=["-published_at", "-id"], name="article_by_date"),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: object, **kwargs: Any) -> None:
        """Compute the derived fields and save.

        With `update_fields` only those columns are written and nothing is derived.
        """
        saves_all = kwargs.get("update_fields") is None
        if saves_all:
            self.compute_derived_fields()
        with transaction.atomic():
            super().save(*args, **kwargs)
            if saves_all:
                PhotoUsage.objects.sync_for([self])
                DocumentUsage.objects.sync_for([self])
            notify_articles_changed([self.pk])

    def get_absolute_url(self) -> str:
        """The article's canonical path; it never changes with the headline (T-U1)."""
        return article_url(pk=self.pk)

    def compute_derived_fields(self) -> None:
        """Set the derived fields; called by `save()`, and before `bulk_create`/`bulk_update`."""
        self.headline = clean_line(self.headline)
        self.standfirst = clean(self.standfirst)
        self.body = clean_body(self.body)
        self.plain_text = html_to_text(self.body)
        self.render()
        self.headline_html = headline_html(self.headline, self.headline_lines)
        self.excerpt = typeset(
            clean_line(self.standfirst)
            or truncate(self._text_after_headline(), MAX_EXCERPT_GRAPHEMES)
        )
        self.short_headline = truncate(self.meta_title or self.headline, MAX_TITLE_GRAPHEMES)
        self.short_excerpt = truncate(
            self.meta_description or self.excerpt, MAX_DESCRIPTION_GRAPHEMES
        )
        self.word_count = word_count(self.plain_text)
        self.reading_minutes = reading_time_minutes(self.word_count)

    def render(self) -> None:
        """Set `body_html`, what readers get of the body."""
        self.body_html = render_body(
            self.body,
            Photo.objects.in_bulk,
            has_lead_photo=bool(self.lead_photo_id),
            is_sponsored=self.kind == Kind.SPONSORED,
        )

    def _text_after_headline(self) -> str:
        """The plain text on one line, without the headline or the row of dots it begins with."""
        line = clean_line(self.plain_text[:EXCERPT_SOURCE_LENGTH])
        text = line.lstrip(_NOT_FIRST).removeprefix(f"{self.headline} ").lstrip(_NOT_FIRST)
        return text or line

    @property
    def is_published(self) -> bool:
        """Whether readers see the article: the twin of `ArticleQuerySet.published`."""
        date = listing_date(self)
        return date is not None and date <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        """Whether the article will become public by itself, at `published_at`."""
        date = listing_date(self)
        return date is not None and date > timezone.now()

    @property
    def modified_at(self) -> datetime | None:
        """When the content that readers see last changed: `dateModified`, `<lastmod>`."""
        if self.published_at and self.revised_at and self.revised_at > self.published_at:
            return self.revised_at
        return self.published_at

    @property
    def kind_label(self) -> str:
        """What readers are told of the kind of work; "" for plain news."""
        return kind_label(self.kind)

    @property
    def places(self) -> list[Place]:
        """The article's place and those it lies in, the smallest first."""
        place = get_place(self.place)
        return place.with_ancestors()[::-1] if place else []

    @cached_property
    def cached_bylines(self) -> list[Byline]:
        """The bylines in order, loaded once."""
        return list(self.bylines.all())

    @cached_property
    def cached_credits(self) -> list[Credit]:
        """The credit lines in order, loaded once."""
        return list(self.credits.all())

    @cached_property
    def cached_tags(self) -> list[Tag]:
        """The tags in alphabetical order, loaded once."""
        return list(self.tags.all())
