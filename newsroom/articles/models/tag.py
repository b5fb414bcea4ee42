"""Tags whose Thai spelling is kept: ข่าว, ขาว and ข้าว are three tags with three URLs (T-T1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Coalesce
from taggit.models import ItemBase, TagBase

from newsroom.articles.public_urls import tag_url
from newsroom.articles.querysets import ListedQuerySet
from newsroom.articles.tags.parsing import validate_tag_name
from newsroom.fields.text import (
    IdentityKeyField,
    LineField,
    ProseField,
    SortKeyField,
    ThaiSlugField,
)
from newsroom.thai.slugs import EmptySlugError, first_free, thai_slug

# The slug of a name without Thai or Latin letters; several get a number.
FALLBACK_SLUG = "ป้าย"


class TagQuerySet(models.QuerySet["Tag"]):
    """Tags, found by normalised key or by a current or former slug."""

    @transaction.atomic
    def get_or_create_by_names(self, names: Iterable[str]) -> list[Tag]:
        """The tags of these names, in this order and without repeats; missing ones are created.

        A name that a tag had before it was renamed or merged finds that tag.
        """
        requested: dict[str, Tag] = {}
        for name in names:
            tag = Tag(name=name)
            tag.clean_fields(exclude=["slug", "key", "sort_key"])
            requested.setdefault(Tag._meta.get_field("key").pre_save(tag, add=True), tag)
        known = {tag.key: tag for tag in self.filter(key__in=requested)}
        unknown = [key for key in requested if key not in known]
        if unknown:
            aliases = TagAlias.objects.filter(key__in=unknown).select_related("tag")
            known |= {alias.key: alias.tag for alias in aliases}
        for key, tag in requested.items():
            if key not in known:
                tag.save()
                known[key] = tag
        return list(dict.fromkeys(known[key] for key in requested))

    def get_by_slug(self, slug: str) -> Tag:
        """The tag that has this slug, or had it before it was renamed or merged.

        Raises `Tag.DoesNotExist`.
        """
        tag = self.filter(slug=slug).first() or self.filter(aliases__slug=slug).first()
        if tag is None:
            raise self.model.DoesNotExist(f"no tag has or had the slug {slug!r}")
        return tag

    def public(self, at: datetime) -> TagQuerySet:
        """Tags that a public article carries at `at`. To readers the others do not exist."""
        return self.of_any(TaggedArticle.objects.listed(at))

    def of_any(self, items: models.QuerySet[TaggedArticle]) -> TagQuerySet:
        """Tags that are in one of `items`."""
        return self.filter(models.Exists(items.filter(tag=models.OuterRef("pk"))))

    def with_article_count(
        self, items: models.QuerySet[TaggedArticle] | None = None
    ) -> TagQuerySet:
        """Annotate `article_count`: of `items`, or of all states; for the selected rows only."""
        counts = (
            (TaggedArticle.objects.all() if items is None else items)
            .filter(tag=models.OuterRef("pk"))
            .order_by()
            .values("tag")
            .annotate(article_count=models.Count("pk"))
            .values("article_count")
        )
        return self.annotate(
            article_count=Coalesce(models.Subquery(counts, output_field=models.IntegerField()), 0)
        )

    def unused(self) -> TagQuerySet:
        """Tags that no article carries."""
        return self.filter(~models.Exists(TaggedArticle.objects.filter(tag=models.OuterRef("pk"))))


class Tag(TagBase):
    """A tag with a Thai slug of its own."""

    name = LineField("ชื่อแท็ก", max_length=100)
    slug = ThaiSlugField("ชื่อย่อใน URL", max_length=120, unique=True, blank=True)
    description = ProseField(
        "คำอธิบาย", blank=True, help_text="ผู้อ่านเห็นใต้ชื่อแท็ก สองสามประโยคว่าเรื่องนี้คืออะไร"
    )
    photo = models.ForeignKey(
        "images.Photo",
        verbose_name="ภาพ",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="ผู้อ่านเห็นในหน้าแท็ก และเมื่อแชร์หน้าแท็ก",
    )
    key = IdentityKeyField(unique=True, error_messages={"unique": "มีแท็กชื่อนี้แล้ว"})
    sort_key = SortKeyField()

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "แท็ก"
        verbose_name_plural = "แท็ก"
        ordering = ["sort_key", "id"]

    def save(self, *args: object, **kwargs: Any) -> None:
        """Give a new tag a free slug, then save."""
        if not self.slug:
            self.slug = self.free_slug()
        models.Model.save(self, *args, **kwargs)

    def free_slug(self) -> str:
        """A slug for the tag's name that no other tag has or had.

        Two names with the same slug (`A/B` and `A B`) get `a-b` and `a-b-2`.
        """
        try:
            stem = thai_slug(self.name)
        except EmptySlugError:  # Chinese, Jawi: letters that no slug of ours has
            stem = FALLBACK_SLUG
        tags = Tag.objects.exclude(pk=self.pk).filter(slug__startswith=stem)
        aliases = TagAlias.objects.exclude(tag=self.pk).filter(slug__startswith=stem)
        taken = {*tags.values_list("slug", flat=True), *aliases.values_list("slug", flat=True)}
        return first_free(stem, taken.__contains__)

    def get_absolute_url(self) -> str:
        return tag_url(self.slug)

    def clean(self) -> None:
        """Refuse a name that another tag has or had, in any spelling."""
        validate_tag_name(self.name)
        field = type(self)._meta.get_field("key")
        field.validate_unique_key(self)
        aliases = TagAlias.objects.filter(key=type(field).derive(self.name)).exclude(tag=self.pk)
        if alias := aliases.select_related("tag").first():
            raise ValidationError({"name": f"ชื่อนี้เป็นชื่อเดิมของแท็ก «{alias.tag}» ใช้แท็กนั้นแทน"})


class TagAlias(models.Model):
    """A name and slug that a tag had before it was renamed or merged; both still find the tag."""

    slug = models.CharField("ที่อยู่เดิม", max_length=120, unique=True)
    key = models.CharField(max_length=400, unique=True)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = "ชื่อเดิมของแท็ก"
        verbose_name_plural = "ชื่อเดิมของแท็ก"

    def __str__(self) -> str:
        return self.slug


class TaggedArticle(ItemBase):
    """The relation of an article and a tag."""

    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_items"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_items")
    # The article's listing date, copied here so that a tag's list is read along one index.
    listed_at = models.DateTimeField(null=True, editable=False)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = "แท็กของข่าว"
        verbose_name_plural = "แท็กของข่าว"
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="taggedarticle_has_a_tag_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tag", "-listed_at", "-content_object"], name="taggedarticle_newest_of_tag"
            ),
        ]
