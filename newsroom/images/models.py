"""The photo library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models, transaction

from newsroom.fields.text import LineField
from newsroom.images.markup import with_gaps
from newsroom.thai.clean import clean_line
from newsroom.thai.dates import start_of_day


def delete_files(names: Iterable[str | None]) -> None:
    """Delete files from the photo store; one that is gone already is no error."""
    for name in names:
        if name:
            default_storage.delete(name)


@dataclass(frozen=True)
class Use:
    """That something shows a photo: a story as its lead photo, an author as a portrait."""

    thing: models.Model
    kind: str

    def __str__(self) -> str:
        return f"{self.thing} ({self.kind})"


class PhotoQuerySet(models.QuerySet["Photo"]):
    """The library, read as sentences."""

    def matching(self, words: str) -> PhotoQuerySet:
        """Photos with every one of these words in caption, credit, alternative text or file name."""
        found = self
        for word in clean_line(words.replace("\0", ""))[:100].split():
            found = found.filter(
                models.Q(alt__icontains=word)
                | models.Q(caption__icontains=word)
                | models.Q(credit__icontains=word)
                | models.Q(original_name__icontains=word)
            )
        return found

    def added(self, since: date | None, until: date | None) -> PhotoQuerySet:
        """Photos that came on these days, both included."""
        found = self
        if since:
            found = found.filter(created_at__gte=start_of_day(since))
        if until:
            found = found.filter(created_at__lt=start_of_day(until + timedelta(days=1)))
        return found

    def undescribed(self) -> PhotoQuerySet:
        """Photos without alternative text or without credit: the twin of `Photo.is_described`."""
        return self.filter(models.Q(alt="") | models.Q(credit=""))

    def without_small_formats(self) -> PhotoQuerySet:
        """Photos whose AVIF is still to be made, the newest, which readers see first, before others."""
        return self.filter(has_small_formats=False).order_by("-pk")


class Photo(models.Model):
    """A picture of the library: its upright original without metadata, and its renditions.

    `renditions` lists what was made of it: `[{"shape": "full", "format": "webp", "width": 960,
    "height": 640, "name": "photos/ab/abc…/full-960.webp", "bytes": 81234}, …]`, so that a page
    shows a picture without asking the storage or the database again.
    """

    # Rooms above add functions for uses that no foreign key tells.
    more_uses: ClassVar[list[Callable[[Photo], list[Use]]]] = []

    token = models.CharField(max_length=24, unique=True, editable=False)
    original = models.FileField("ไฟล์ภาพ", max_length=200)
    original_name = LineField("ชื่อไฟล์เดิม", max_length=255, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField("กว้าง (พิกเซล)", editable=False)
    height = models.PositiveIntegerField("สูง (พิกเซล)", editable=False)
    bytes = models.PositiveIntegerField("ขนาด (ไบต์)", editable=False)
    renditions = models.JSONField(default=list, editable=False)
    # The card as HTML, for lists show many (`markup.with_gaps`).
    card_markup = models.TextField(blank=True, editable=False)
    # Whether the formats that take long are among them (`library.add_small_formats`).
    has_small_formats = models.BooleanField(default=False, editable=False)
    colour = models.CharField(max_length=7, default="#8a8f98", editable=False)

    alt = LineField(
        "ข้อความแทนภาพ",
        max_length=250,
        blank=True,
        help_text="บอกว่าในภาพมีอะไร สำหรับผู้อ่านที่มองไม่เห็นภาพ เช่น «ชาวประมงยืนเรียงอวนบนท่าเรือ»",
    )
    caption = LineField("คำบรรยายภาพ", max_length=500, blank=True)
    credit = LineField("เครดิตภาพ", max_length=150, blank=True, help_text="ชื่อช่างภาพหรือที่มาของภาพ")
    focal_x = models.PositiveSmallIntegerField(
        "จุดสำคัญของภาพ (แนวนอน %)", default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        "จุดสำคัญของภาพ (แนวตั้ง %)", default=50, validators=[MaxValueValidator(100)]
    )

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้อัปโหลด",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("อัปโหลดเมื่อ", auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาพ"
        verbose_name_plural = "คลังภาพ"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="photo_newest_first"),
            models.Index(
                fields=["-id"],
                condition=models.Q(has_small_formats=False),
                name="photo_to_be_made_small",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="focal_point_is_inside_the_photo",
                violation_error_message="จุดสำคัญของภาพต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or f"ภาพหมายเลข {self.pk} (ยังไม่มีคำบรรยาย)"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the markup that goes with the renditions."""
        self.card_markup = with_gaps(self.renditions, "card")
        fields = kwargs.get("update_fields")
        if fields is not None and "renditions" in fields:
            kwargs["update_fields"] = {*fields, "card_markup"}
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, then the files. Refused (`ProtectedError`) while a story shows it."""
        names = self.files()
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            transaction.on_commit(lambda: delete_files(names))
        return deleted

    @property
    def is_described(self) -> bool:
        """Whether it has the words without which no photo should be published: alt and credit."""
        return bool(self.alt and self.credit)

    @property
    def lacks(self) -> list[str]:
        """What it still needs, in Thai."""
        needed = {"ข้อความแทนภาพ": self.alt, "เครดิต": self.credit}
        return [name for name, text in needed.items() if not text]

    def files(self) -> list[str]:
        """The names of its files in the photo store."""
        return [str(self.original.name), *(row["name"] for row in self.renditions)]

    def shown_by(self, most: int = 50) -> list[Use]:
        """Whatever shows the photo, and as what: rows of any model that points to it.

        A row that stands for another names it in `shown_in` and the kind of use in `shown_as`.
        """
        found: list[Use] = []
        for relation in Photo._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel):
                continue
            rows = relation.related_model._default_manager.filter(**{relation.field.name: self})
            if hasattr(rows, "for_headlines"):
                rows = rows.for_headlines()
            for row in rows[:most]:
                kind = getattr(row, "shown_as", relation.field.verbose_name)
                found.append(Use(getattr(row, "shown_in", row), str(kind)))
        for finder in Photo.more_uses:
            found += finder(self)
        return found

    def sizes(self, shape: str) -> list[dict[str, Any]]:
        """The renditions of a shape, narrowest first."""
        rows = [row for row in self.renditions if row["shape"] == shape]
        return sorted(rows, key=lambda row: row["width"])

    def largest(self, shape: str = "full") -> dict[str, Any] | None:
        """The widest JPEG of a shape: `width`, `height`, `bytes`, `name`; None if there is none."""
        rows = [row for row in self.sizes(shape) if row["format"] == "jpg"]
        return rows[-1] if rows else None

    def url(self, shape: str = "full") -> str:
        """The address of the widest JPEG of a shape; empty if there is none."""
        row = self.largest(shape)
        return default_storage.url(row["name"]) if row else ""

    def thumbnail_url(self) -> str:
        """The address of the narrowest card, for lists in the admin."""
        rows = self.sizes("card")
        return default_storage.url(rows[0]["name"]) if rows else ""
