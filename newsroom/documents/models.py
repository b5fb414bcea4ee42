"""Documents that readers may download: PDF and office files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse

from newsroom.documents.kinds import Kind, size_label
from newsroom.fields.text import LineField
from newsroom.thai.clean import clean_line

MAX_TITLE_LENGTH = 200
# Of what is searched for among the documents, in characters.
MAX_QUERY_LENGTH = 100


class DocumentQuerySet(models.QuerySet["Document"]):
    """Queries of the documents."""

    def matching(self, query: str) -> DocumentQuerySet:
        """Documents with every word of `query` in their name or the name of their file."""
        documents = self
        for word in clean_line(query.replace("\0", ""))[:MAX_QUERY_LENGTH].split():
            documents = documents.filter(
                models.Q(title__icontains=word) | models.Q(original_name__icontains=word)
            )
        return documents


class Document(models.Model):
    """A file of the desk's, with the name that readers see; `newsroom.documents.checking` took it in."""

    # Apps above add functions that find rows which use it, but have no foreign key to it.
    usage_finders: ClassVar[list[Callable[[Document], list[models.Model]]]] = []

    Kind = Kind

    title = LineField(
        "ชื่อเอกสาร",
        max_length=MAX_TITLE_LENGTH,
        help_text="ผู้อ่านเห็นชื่อนี้ เช่น «ประกาศจังหวัดกระบี่ เรื่องเขตภัยพิบัติ»",
    )
    file = models.FileField("ไฟล์", max_length=100, editable=False)
    original_name = LineField("ชื่อไฟล์เดิม", max_length=255, blank=True, editable=False)
    kind = models.CharField("ชนิด", max_length=4, choices=Kind.choices, editable=False)
    bytes = models.PositiveIntegerField("ขนาด (ไบต์)", editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
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

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสาร"
        verbose_name_plural = "เอกสาร"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="document_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values),
                name="document_kind_is_known",
                violation_error_message="ชนิดเอกสารนี้ไม่มีอยู่",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:document", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, then the file. Raises `ProtectedError` while an article shows it."""
        name = str(self.file.name)
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            transaction.on_commit(lambda: default_storage.delete(name))
        return deleted

    @property
    def download_name(self) -> str:
        """The name of the file that a reader saves."""
        return f"{clean_line(self.title).replace('/', '-')}.{self.kind}"

    @property
    def note(self) -> str:
        """Kind and size in words: «PDF, 1.2 เมกะไบต์»."""
        return f"{self.get_kind_display()}, {size_label(self.bytes)}"

    def usages(self, limit: int = 50) -> list[models.Model]:
        """What shows it, at most `limit` of each model."""
        rows: list[models.Model] = []
        for relation in self._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ManyToOneRel):
                users = relation.field.model._default_manager.filter(**{relation.field.name: self})
                rows += [getattr(row, "usage_object", row) for row in users[:limit]]
        return rows + [row for find in Document.usage_finders for row in find(self)]
