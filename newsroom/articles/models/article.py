"""The article."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from taggit.managers import TaggableManager

from newsroom.articles.body import body_text, clean_body, render_body
from newsroom.articles.changes import announce
from newsroom.articles.fields import BodyField, CorrectionLinesField
from newsroom.articles.models.author import Author
from newsroom.articles.models.photo_use import PhotoUse
from newsroom.articles.models.section import Section
from newsroom.articles.models.tag import Tag, TaggedArticle
from newsroom.articles.querysets import ArticleQuerySet, Status
from newsroom.articles.tagging import TagsByIdentity
from newsroom.fields.text import LineField, ProseField
from newsroom.thai.clean import clean, clean_line
from newsroom.thai.cut import DESCRIPTION_CLUSTERS, TITLE_CLUSTERS, excerpt
from newsroom.thai.typography import headline_markup, typeset
from newsroom.thai.words import minutes_for, word_count

# A teaser's text: about three lines on a phone.
EXCERPT_CLUSTERS = 180


class Article(models.Model):  # type: ignore[django-manager-missing]
    """One story, from the first draft to the day it is withdrawn.

    The fields from `body_rendered` on are derived: written once when the story is saved
    (`derive`), so that a page computes nothing.
    """

    Status = Status

    headline = LineField("พาดหัว", max_length=255)
    standfirst = ProseField(
        "ความนำ", blank=True, help_text="หนึ่งหรือสองประโยคที่บอกใจความของข่าว ใช้ในหน้ารวมข่าวและเมื่อแชร์ด้วย"
    )
    dateline = LineField("สถานที่รายงาน", max_length=60, blank=True, help_text="เช่น กระบี่")
    body: Any = BodyField("เนื้อข่าว", blank=True)
    section = models.ForeignKey(
        Section,
        verbose_name="หมวด",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    authors: Any = models.ManyToManyField(
        Author, through="Byline", verbose_name="ผู้เขียน", related_name="articles"
    )
    tags: Any = TaggableManager(
        "ป้ายกำกับ",
        through=TaggedArticle,
        manager=TagsByIdentity,
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
        help_text="เช่น 6/8/2559 09.00 ตั้งเวลาในอนาคตได้ ข่าวจะขึ้นเองเมื่อถึงเวลา",
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

    body_rendered = models.TextField(editable=False, blank=True)
    plain_text = models.TextField(editable=False, blank=True)
    headline_markup = models.TextField(editable=False, blank=True)
    excerpt = models.TextField(editable=False, blank=True)
    # For `<title>` and descriptions; cutting them takes the dictionary, which no reader waits for.
    short_headline = models.TextField(editable=False, blank=True)
    short_excerpt = models.TextField(editable=False, blank=True)
    word_count = models.PositiveIntegerField("จำนวนคำ", editable=False, default=0)
    reading_minutes = models.PositiveSmallIntegerField(editable=False, default=1)
    # What readers see of `corrections`: [{"text", "at" (ISO), "when" (Thai)}, …].
    correction_lines = CorrectionLinesField(editable=False, default=list, blank=True)
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
                name="published_article_has_a_date",
                violation_error_message="ข่าวที่เผยแพร่ต้องมีวันเวลาเผยแพร่",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.PUBLISHED) | models.Q(section__isnull=False),
                name="published_article_has_a_section",
                violation_error_message="ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="article_status_is_known",
                violation_error_message="สถานะนี้ไม่มีอยู่",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="article_newest_first"),
            models.Index(
                fields=["section", "status", "-published_at", "-id"],
                name="article_newest_in_section",
            ),
            models.Index(fields=["-updated_at"], name="article_last_touched"),
            models.Index(fields=["section", "-updated_at"], name="article_touched_in_section"),
            models.Index(fields=["-published_at", "-id"], name="article_by_date"),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive what pages show, then save.

        A save of named fields (`update_fields`) writes just these and derives nothing.
        """
        if kwargs.get("update_fields") is None:
            self.derive()
        with transaction.atomic():
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                PhotoUse.objects.note([self])
            announce([self.pk])

    def get_absolute_url(self) -> str:
        """The story's one address, stable whatever happens to its headline (T-U1)."""
        return f"/news/{self.pk}/"

    def derive(self) -> None:
        """Write the derived fields; for those who save in bulk, without `save()`."""
        self.headline = clean_line(self.headline)
        self.standfirst = clean(self.standfirst)
        self.body = clean_body(self.body)
        self.plain_text = body_text(self.body)
        self.body_rendered = render_body(self.body, bool(self.lead_photo_id))
        self.headline_markup = headline_markup(self.headline)
        self.excerpt = typeset(
            clean_line(self.standfirst) or excerpt(self._text_behind_headline(), EXCERPT_CLUSTERS)
        )
        self.short_headline = excerpt(self.headline, TITLE_CLUSTERS)
        self.short_excerpt = excerpt(self.excerpt, DESCRIPTION_CLUSTERS)
        self.word_count = word_count(self.plain_text)
        self.reading_minutes = minutes_for(self.word_count)

    def _text_behind_headline(self) -> str:
        """The text on one line, without the headline that many stories repeat at its beginning."""
        line = clean_line(self.plain_text)
        return line.removeprefix(f"{self.headline} ").lstrip(" –-—:") or line

    @property
    def is_published(self) -> bool:
        """Whether readers see the story: the twin of `ArticleQuerySet.published`."""
        return (
            self.status == Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        """Whether the story will appear by itself at `published_at`."""
        return (
            self.status == Status.PUBLISHED
            and self.published_at is not None
            and self.published_at > timezone.now()
        )

    @property
    def modified_at(self) -> datetime | None:
        """When readers last got something new: `dateModified`, `<lastmod>`."""
        if self.published_at and self.revised_at and self.revised_at > self.published_at:
            return self.revised_at
        return self.published_at

    @cached_property
    def byline(self) -> list[Byline]:
        """Who made the story, in order, each with a role."""
        return list(self.bylines.all())

    @cached_property
    def credit_lines(self) -> list[Credit]:
        """Whom the story thanks, in order."""
        return list(self.credits.all())

    @cached_property
    def tag_list(self) -> list[Tag]:
        """The story's tags, in the order of the alphabet."""
        return list(self.tags.all())


class Byline(models.Model):
    """That an author made a story, in what role and at which place in the line."""

    class Role(models.TextChoices):
        """What an author did; shown before the name, except for the plain writer."""

        WRITER = "writer", "ข่าว"
        PHOTOGRAPHER = "photographer", "ภาพ"
        EDITOR = "editor", "เรียบเรียง"
        TRANSLATOR = "translator", "แปล"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, verbose_name="ผู้เขียน", on_delete=models.PROTECT, related_name="bylines"
    )
    role = models.CharField("หน้าที่", max_length=12, choices=Role.choices, default=Role.WRITER)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    # When the story is or will be public; so the author's list is one walk along one index.
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "ผู้เขียนข่าว"
        verbose_name_plural = "ผู้เขียนข่าว"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"],
                name="an_author_has_a_role_once",
                violation_error_message="ผู้เขียนคนนี้มีหน้าที่นี้ในข่าวแล้ว",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-listed_at", "-article"], name="author_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.author}"

    @property
    def lead_in(self) -> str:
        """What stands before the name: `โดย`, `ภาพโดย`, `เรียบเรียงโดย`, `แปลโดย`."""
        return "โดย" if self.role == self.Role.WRITER else f"{self.get_role_display()}โดย"


class Credit(models.Model):
    """A credit line as data: `ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง`.

    Unlike a byline it names somebody who need not be an author here.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="credits")
    role = LineField("หน้าที่", max_length=60, help_text="เช่น ภาพและข่าว")
    name = LineField("ชื่อ", max_length=120)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "เครดิต"
        verbose_name_plural = "เครดิต"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="credit_names_somebody",
                violation_error_message="เครดิตต้องมีชื่อ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} : {self.name}" if self.role else self.name
