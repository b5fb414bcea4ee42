"""Tags whose Thai is never damaged: ข่าว, ขาว and ข้าว are three tags with three addresses (T-T1)."""

from typing import Any
from urllib.parse import quote

from django.db import models, transaction
from taggit.models import ItemBase, TagBase

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
        for key, tag in wanted.items():
            if key not in known:
                tag.save()
                known[key] = tag
        return [known[key] for key in wanted]


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
        """Give a new tag a slug that no other tag has, then save.

        Two names of one slug (`A/B` and `A B`) get `a-b` and `a-b-2`.
        """
        if not self.slug:
            stem = thai_slug(self.name)
            taken = set(Tag.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
            self.slug, count = stem, 2
            while self.slug in taken:
                self.slug, count = f"{stem}-{count}", count + 1
        models.Model.save(self, *args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"/tag/{quote(self.slug)}/"

    def clean(self) -> None:
        """Refuse the name of another tag, however it is spelt."""
        type(self)._meta.get_field("key").refuse_taken(self)


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
