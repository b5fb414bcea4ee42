"""Tags whose Thai is never damaged: ข่าว, ขาว and ข้าว are three tags with three addresses (T-T1)."""

from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.http import Http404
from taggit.models import ItemBase, TagBase

from newsroom.articles.tagging import refuse_unusable
from newsroom.fields.text import IdentityKeyField, LineField, SortKeyField, ThaiSlugField
from newsroom.thai.slugs import thai_slug


class TagQuerySet(models.QuerySet["Tag"]):
    """Finds tags by what they are, not by how they were typed."""

    @transaction.atomic
    def named(self, names: list[str]) -> list["Tag"]:
        """The tags of these names, in order and without repeats, made where they do not exist."""
        wanted: dict[str, Tag] = {}
        for name in names:
            tag = Tag(name=name)
            tag.clean_fields(exclude=["slug", "key", "sort_key"])
            wanted.setdefault(Tag._meta.get_field("key").pre_save(tag, add=True), tag)
        known = {tag.key: tag for tag in self.filter(key__in=wanted)}
        unknown = [key for key in wanted if key not in known]
        if unknown:
            former = FormerTag.objects.filter(key__in=unknown).select_related("tag")
            known |= {row.key: row.tag for row in former}
        for key, tag in wanted.items():
            if key not in known:
                tag.save()
                known[key] = tag
        return list(dict.fromkeys(known[key] for key in wanted))

    def at(self, slug: str) -> "Tag":
        """The tag that has this address, or had it before it was renamed or merged; else 404."""
        tag = self.filter(slug=slug).first() or self.filter(former__slug=slug).first()
        if tag is None:
            raise Http404("ไม่มีป้ายนี้")
        return tag

    def with_use(self) -> "TagQuerySet":
        """Each with `number`, the stories that carry it; counted for the rows shown only."""
        carried = (
            TaggedArticle.objects.filter(tag=models.OuterRef("pk"))
            .order_by()
            .values("tag")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        return self.annotate(
            number=Coalesce(models.Subquery(carried, output_field=models.IntegerField()), 0)
        )

    def unused(self) -> "TagQuerySet":
        """Tags that no story carries."""
        return self.filter(~models.Exists(TaggedArticle.objects.filter(tag=models.OuterRef("pk"))))


class Tag(TagBase):
    """A tag with a Thai slug of its own."""

    name = LineField("ชื่อป้าย", max_length=100)
    slug = ThaiSlugField("ชื่อในที่อยู่เว็บ", max_length=120, unique=True, blank=True)
    key = IdentityKeyField(unique=True, error_messages={"unique": "มีป้ายชื่อนี้แล้ว"})
    sort_key = SortKeyField()

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = "ป้ายกำกับ"
        verbose_name_plural = "ป้ายกำกับ"
        ordering = ["sort_key", "id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new tag a slug that no tag has or had, then save."""
        if not self.slug:
            self.slug = self.free_slug()
        models.Model.save(self, *args, **kwargs)

    def free_slug(self) -> str:
        """A slug for the tag's name that leads to no other tag.

        Two names of one slug (`A/B` and `A B`) get `a-b` and `a-b-2`.
        """
        stem = thai_slug(self.name)
        others = Tag.objects.exclude(pk=self.pk).filter(slug__startswith=stem)
        former = FormerTag.objects.exclude(tag=self.pk).filter(slug__startswith=stem)
        taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
        slug, count = stem, 2
        while slug in taken:
            slug, count = f"{stem}-{count}", count + 1
        return slug

    def get_absolute_url(self) -> str:
        return f"/tag/{quote(self.slug)}/"

    def clean(self) -> None:
        """Refuse the name that another tag has or had, however it is spelt."""
        refuse_unusable(self.name)
        field = type(self)._meta.get_field("key")
        field.refuse_taken(self)
        former = FormerTag.objects.filter(key=type(field).derive(self.name)).exclude(tag=self.pk)
        if row := former.select_related("tag").first():
            raise ValidationError({"name": f"ชื่อนี้เป็นชื่อเดิมของป้าย «{row.tag}» ใช้ป้ายนั้นแทน"})


class FormerTag(models.Model):
    """A name and an address that a tag had: readers and editors who use them get the tag."""

    slug = models.CharField("ที่อยู่เดิม", max_length=120, unique=True)
    key = models.CharField(max_length=400, unique=True)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="former")

    class Meta:
        verbose_name = "ชื่อเดิมของป้าย"
        verbose_name_plural = "ชื่อเดิมของป้าย"

    def __str__(self) -> str:
        return self.slug


class TaggedArticle(ItemBase):
    """That an article carries a tag."""

    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_items"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_items")
    # When the story is or will be public; so the tag's list is one walk along one index.
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "ป้ายของข่าว"
        verbose_name_plural = "ป้ายของข่าว"
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="an_article_carries_a_tag_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tag", "-listed_at", "-content_object"], name="tagged_newest_first"
            ),
        ]
