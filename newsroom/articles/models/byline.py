"""Who made an article: bylines name authors of this site, credits name anybody."""

from __future__ import annotations

from django.db import models

from newsroom.articles.models.author import Author
from newsroom.articles.querysets import ListedQuerySet
from newsroom.fields.text import LineField


class Byline(models.Model):
    """An author of an article, with a role and a position among the others."""

    class Role(models.TextChoices):
        """What the author did."""

        WRITER = "writer", "ข่าว"
        PHOTOGRAPHER = "photographer", "ภาพ"
        EDITOR = "editor", "เรียบเรียง"
        TRANSLATOR = "translator", "แปล"

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="bylines"
    )
    author = models.ForeignKey(
        Author, verbose_name="ผู้เขียน", on_delete=models.PROTECT, related_name="bylines"
    )
    role = models.CharField("หน้าที่", max_length=12, choices=Role.choices, default=Role.WRITER)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    # The article's listing date, copied here so that an author's list is read along one index.
    listed_at = models.DateTimeField(null=True, editable=False)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้เขียนข่าว"
        verbose_name_plural = "ผู้เขียนข่าว"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"],
                name="byline_names_an_author_in_a_role_once",
                violation_error_message="ผู้เขียนคนนี้มีหน้าที่นี้ในข่าวแล้ว",
            ),
        ]
        indexes = [
            models.Index(
                fields=["author", "-listed_at", "-article"], name="byline_newest_of_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.author}"

    @property
    def prefix(self) -> str:
        """The words before the name: `โดย`, `ภาพโดย`, `เรียบเรียงโดย`, `แปลโดย`."""
        return "โดย" if self.role == self.Role.WRITER else f"{self.get_role_display()}โดย"


class Credit(models.Model):
    """A credit line as data: `ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง`.

    Unlike a byline it may name somebody who is not an author of this site.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="credits"
    )
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
                name="credit_has_a_name",
                violation_error_message="เครดิตต้องมีชื่อ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} : {self.name}" if self.role else self.name
