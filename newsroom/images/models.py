"""The photo library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.safestring import SafeString

from newsroom.fields.text import LineField
from newsroom.images.picture_tag import picture_html, picture_template
from newsroom.images.shapes import CARD_RATIO, position_in_crop
from newsroom.images.storage import Rendition, delete_files
from newsroom.thai.clean import clean_line
from newsroom.thai.dates import start_of_day

# Of what is searched for in the library, in characters.
MAX_QUERY_LENGTH = 100


@dataclass(frozen=True)
class Usage:
    """Something that shows a photo; `label` says as what, in Thai: lead photo, gallery, portrait."""

    object: models.Model
    label: str

    def __str__(self) -> str:
        return f"{self.object} ({self.label})"


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Queries of the photo library."""

    def matching(self, query: str) -> PhotoQuerySet:
        """Photos with every word of `query` in alternative text, caption, credit or file name."""
        photos = self
        for word in clean_line(query.replace("\0", ""))[:MAX_QUERY_LENGTH].split():
            photos = photos.filter(
                models.Q(alt__icontains=word)
                | models.Q(caption__icontains=word)
                | models.Q(credit__icontains=word)
                | models.Q(original_name__icontains=word)
            )
        return photos

    def uploaded_between(self, since: date | None, until: date | None) -> PhotoQuerySet:
        """Photos uploaded from the first to the last day, both included; None is no limit."""
        photos = self
        if since:
            photos = photos.filter(created_at__gte=start_of_day(since))
        if until:
            photos = photos.filter(created_at__lt=start_of_day(until + timedelta(days=1)))
        return photos

    def undescribed(self) -> PhotoQuerySet:
        """Photos without alternative text or credit; the opposite of `Photo.is_described`."""
        return self.filter(models.Q(alt="") | models.Q(credit=""))

    def without_all_formats(self) -> PhotoQuerySet:
        """Photos with formats still to be encoded, newest first."""
        return self.filter(has_all_formats=False).order_by("-pk")


class Photo(models.Model):
    """A photo of the library: the upright original without metadata, and its renditions.

    `renditions` is a list of `storage.Rendition` dicts, so that a page shows a photo without
    asking the storage or the database again.
    """

    # Apps above add functions that find usages which no foreign key shows.
    usage_finders: ClassVar[list[Callable[[Photo], list[Usage]]]] = []
    # The same for what readers do not see yet.
    unreleased_usage_finders: ClassVar[list[Callable[[Photo], list[Usage]]]] = []

    # What was changed of the picture when it was taken in, in Thai; not stored.
    notices: Sequence[str] = ()

    # Random and ASCII: names the folder of the photo's files.
    storage_key = models.CharField(max_length=24, unique=True, editable=False)
    original = models.FileField("ไฟล์ภาพ", max_length=200)
    original_name = LineField("ชื่อไฟล์เดิม", max_length=255, blank=True, editable=False)
    # Of the file as it was uploaded.
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField("กว้าง (พิกเซล)", editable=False)
    height = models.PositiveIntegerField("สูง (พิกเซล)", editable=False)
    bytes = models.PositiveIntegerField("ขนาด (ไบต์)", editable=False)
    renditions = models.JSONField(default=list, editable=False)
    # `picture_tag.picture_template` of the card shape, because lists show many of them.
    card_html = models.TextField(blank=True, editable=False)
    # False until `library.add_formats` has encoded those that take long.
    has_all_formats = models.BooleanField(default=False, editable=False)

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
                condition=models.Q(has_all_formats=False),
                name="photo_without_all_formats",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="photo_focal_point_is_inside_it",
                violation_error_message="จุดสำคัญของภาพต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or f"ภาพหมายเลข {self.pk} (ยังไม่มีคำบรรยาย)"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the `card_html` that goes with the renditions."""
        size, focal = (self.width, self.height), (self.focal_x, self.focal_y)
        position = position_in_crop(size, CARD_RATIO, focal)
        self.card_html = picture_template(self.renditions, "card", position)
        fields = kwargs.get("update_fields")
        if fields is not None and "renditions" in fields:
            kwargs["update_fields"] = {*fields, "card_html"}
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, then the files. Raises `ProtectedError` while an article shows it."""
        names = self.file_names()
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            transaction.on_commit(lambda: delete_files(names))
        return deleted

    @property
    def is_described(self) -> bool:
        """Whether it has what no photo should be published without: alternative text and credit."""
        return bool(self.alt and self.credit)

    @property
    def missing_fields(self) -> list[str]:
        """Thai labels of the texts it needs and does not have."""
        required = {"ข้อความแทนภาพ": self.alt, "เครดิต": self.credit}
        return [label for label, text in required.items() if not text]

    def file_names(self) -> list[str]:
        """The names of its files in the storage."""
        return [str(self.original.name), *(row["name"] for row in self.renditions)]

    @property
    def is_released(self) -> bool:
        """Whether something that readers see, or are going to see, shows the photo.

        That is every usage but those in rows of a queryset with `released()`, which says which of
        its rows are.
        """
        for rows, _label in self._rows_that_show_it():
            if (rows.released() if hasattr(rows, "released") else rows).exists():
                return True
        return any(find_usages(self) for find_usages in Photo.usage_finders)

    @property
    def is_used(self) -> bool:
        """Whether any row shows the photo, seen by readers or not."""
        return any(True for _ in self._find_usages(limit=1))

    def usages(self, limit: int = 50) -> list[Usage]:
        """Rows of any model that show the photo, at most `limit` of each.

        A row that shows it on behalf of another has `usage_object` and `usage_label`.
        """
        return list(self._find_usages(limit))

    def _find_usages(self, limit: int) -> Iterator[Usage]:
        for rows, key_label in self._rows_that_show_it():
            if hasattr(rows, "for_headlines"):
                rows = rows.for_headlines()
            for row in rows[:limit]:
                label = getattr(row, "usage_label", key_label)
                yield Usage(getattr(row, "usage_object", row), label)
        for find_usages in Photo.usage_finders + Photo.unreleased_usage_finders:
            yield from find_usages(self)

    def _rows_that_show_it(self) -> list[tuple[models.QuerySet[Any], str]]:
        """Each foreign key's rows with this photo, and the key's verbose name."""
        keys = [
            relation.field
            for relation in Photo._meta.get_fields(include_hidden=True)
            if isinstance(relation, models.ManyToOneRel)
        ]
        return [
            (key.model._default_manager.filter(**{key.name: self}), str(key.verbose_name))
            for key in keys
        ]

    def sizes(self, shape: str) -> list[Rendition]:
        """The renditions of a shape, narrowest first."""
        rows = [row for row in self.renditions if row["shape"] == shape]
        return sorted(rows, key=lambda row: row["width"])

    def largest(self, shape: str = "full") -> Rendition | None:
        """The widest JPEG of a shape; None if there is none."""
        rows = [row for row in self.sizes(shape) if row["format"] == "jpg"]
        return rows[-1] if rows else None

    def url(self, shape: str = "full") -> str:
        """The URL of the widest JPEG of a shape; empty if there is none."""
        row = self.largest(shape)
        return default_storage.url(row["name"]) if row else ""

    def transparent_url(self) -> str:
        """The URL of the narrowest WebP of the whole photo, which keeps transparency, else of a JPEG."""
        rows = [row for row in self.sizes("full") if row["format"] == "webp"]
        return default_storage.url(rows[0]["name"]) if rows else self.url()

    def picture_html(
        self,
        shape: str = "full",
        *,
        sizes: str = "100vw",
        eager: bool = False,
        alt: str | None = None,
    ) -> SafeString:
        """The photo as `<picture>`; see `newsroom.images.picture_tag.picture_html`."""
        return picture_html(self, shape, sizes, eager, alt)

    def thumbnail_url(self) -> str:
        """The URL of the narrowest card, for lists in the admin; empty if there is none."""
        rows = self.sizes("card")
        return default_storage.url(rows[0]["name"]) if rows else ""
