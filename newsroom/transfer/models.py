"""Redirects from former sites' URLs, and where imported objects came from."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models

MAX_SOURCE_LENGTH = 200
MAX_KEY_LENGTH = 200
MAX_PATH_LENGTH = 500
# Of a tag's path, percent-encoded: nine characters for each of 120 of its slug.
MAX_TARGET_LENGTH = 1200


def validate_redirect_target(target: str) -> None:
    """Raise a ValidationError unless `target` is a path of this site or an http(s) URL.

    `//host`, `/\\host` and control characters make a browser leave the site; `javascript:` is code.
    """
    if not is_redirect_target(target):
        raise ValidationError("ใส่ที่อยู่ของเว็บนี้ เช่น /news/12/ หรือที่อยู่เต็มที่ขึ้นต้นด้วย https://")


def is_redirect_target(target: str) -> bool:
    """Whether `target` is a path of this site or an http(s) URL with a host."""
    if any(character <= " " or character == "\\" for character in target):
        return False
    if target.startswith("/"):
        return not target.startswith("//")
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


class Redirect(models.Model):
    """A URL that a page had, here or at a former site: answered with a redirect, or 410 (T-U4).

    `old_path` is the output of `newsroom.transfer.addresses.paths.normalise_path`: percent-decoded,
    cleaned Thai, no trailing slash; a short URL's query such as `?p=123` belongs to it.
    """

    old_path = models.CharField(
        "ลิงก์เก่า (301)",
        max_length=MAX_PATH_LENGTH,
        unique=True,
        error_messages={"unique": "มีลิงก์เก่านี้แล้ว"},
    )
    new_path = models.CharField(
        "ที่อยู่ใหม่",
        max_length=MAX_TARGET_LENGTH,
        blank=True,
        validators=[validate_redirect_target],
    )
    is_gone = models.BooleanField(
        "นำออกแล้ว", default=False, help_text="บอกผู้อ่านและเครื่องมือค้นหาว่าหน้านี้ถูกนำออกแล้ว (410)"
    )
    hits = models.PositiveBigIntegerField("เรียกกี่ครั้ง", default=0, editable=False)
    last_hit_on = models.DateField("เรียกล่าสุด", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "ลิงก์เก่า (301)"
        verbose_name_plural = "ลิงก์เก่า (301)"
        ordering = ["old_path"]
        indexes = [models.Index(fields=["new_path"], name="redirect_by_new_path")]

    def __str__(self) -> str:
        return f"{self.old_path} → {'นำออกแล้ว' if self.is_gone else self.new_path}"


class MissingPath(models.Model):
    """A path that readers asked for and nothing is at, with the number of requests."""

    invalidates_page_cache = False

    path = models.CharField("ที่อยู่ที่ไม่พบ", max_length=MAX_PATH_LENGTH, unique=True)
    hits = models.PositiveBigIntegerField("เรียกกี่ครั้ง", default=0)
    last_hit_on = models.DateField("เรียกล่าสุด")

    class Meta:
        verbose_name = "ที่อยู่ที่ไม่พบ"
        verbose_name_plural = "ที่อยู่ที่ไม่พบ"
        # Who may see the redirects may see these.
        default_permissions = ()
        ordering = ["-hits", "path"]
        indexes = [models.Index(fields=["-hits", "path"], name="missingpath_most_asked_for")]

    def __str__(self) -> str:
        return self.path


class ImportedObject(models.Model):
    """Which object of this site one of another site became; makes imports repeatable.

    `source` (a host, or the name given to the import), `kind` and `key` (post id, login, slug)
    identify it there. `object_id` is the primary key here. The row outlives the object: with
    `deleted_at` it is the tombstone that keeps a deleted story from coming back, and its id from
    being given to another.
    """

    class Kind(models.TextChoices):
        """What the object is, here."""

        ARTICLE = "article", "ข่าว"
        SECTION = "section", "หมวด"
        AUTHOR = "author", "ผู้เขียน"
        TAG = "tag", "แท็ก"
        PHOTO = "photo", "ภาพ"
        COMMENT = "comment", "ความคิดเห็น"
        PAGE = "page", "หน้า"

    source = models.CharField(max_length=MAX_SOURCE_LENGTH)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    key = models.CharField(max_length=MAX_KEY_LENGTH)
    object_id = models.BigIntegerField()
    # The last part of its former address, decoded: a post's or term's slug; of a photo its path
    # below the folder of uploads.
    stem = models.CharField(max_length=MAX_KEY_LENGTH, blank=True)
    # Of the content last imported (see `ImportRecord`); of sections and authors their former name.
    fingerprint = models.CharField(max_length=100, blank=True)
    # Of an article its `updated_at` after the import: any other value there is an edit of ours.
    imported_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    # Whether its text has links to the former site that lead nowhere yet.
    has_open_links = models.BooleanField(default=False)

    class Meta:
        verbose_name = "สิ่งที่นำเข้า"
        verbose_name_plural = "สิ่งที่นำเข้า"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "key"], name="importedobject_is_unique_in_its_source"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["article", "section", "author", "tag", "photo", "comment", "page"]
                ),
                name="importedobject_kind_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="importedobject_by_object"),
            models.Index(fields=["kind", "stem"], name="importedobject_by_stem"),
            models.Index(fields=["kind", "key"], name="importedobject_by_key"),
            models.Index(
                fields=["source", "id"],
                name="importedobject_open_links",
                condition=models.Q(has_open_links=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.key}"
