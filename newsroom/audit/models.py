"""The log of every move: written once, never changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone


class WrittenOnceError(Exception):
    """Somebody tried to change or delete what may only be added to."""


class What(models.TextChoices):
    """What can happen. The value stays for ever in the log; only the words may be bettered."""

    SIGNED_IN = "signed_in", "เข้าสู่ระบบ"
    SIGNED_OUT = "signed_out", "ออกจากระบบ"
    SIGN_IN_FAILED = "sign_in_failed", "เข้าสู่ระบบไม่สำเร็จ"
    LOCKED_OUT = "locked_out", "ถูกล็อกการเข้าสู่ระบบ"
    PASSWORD_CHANGED = "password_changed", "เปลี่ยนรหัสผ่าน"
    RIGHTS_CHANGED = "rights_changed", "เปลี่ยนสิทธิ์"
    ADDED = "added", "เพิ่ม"
    CHANGED = "changed", "แก้ไข"
    DELETED = "deleted", "ลบ"
    SENT_TO_REVIEW = "sent_to_review", "ส่งให้บรรณาธิการตรวจ"
    RETURNED = "returned", "ส่งกลับไปแก้"
    PUBLISHED = "published", "เผยแพร่"
    SCHEDULED = "scheduled", "ตั้งเวลาเผยแพร่"
    TAKEN_OFF = "taken_off", "นำออกจากเว็บ"
    WITHDRAWN = "withdrawn", "ถอนข่าว"
    RESTORED = "restored", "กู้คืนฉบับเก่า"
    NOTED = "noted", "เขียนโน้ต"
    PREVIEW_SHARED = "preview_shared", "สร้างลิงก์ตัวอย่าง"
    COMMENT_SHOWN = "comment_shown", "แสดงความคิดเห็น"
    COMMENT_HIDDEN = "comment_hidden", "ซ่อนความคิดเห็น"
    COMMENT_SPAM = "comment_spam", "ทำเครื่องหมายสแปม"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries to read; nothing here writes but adding."""

    def update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise WrittenOnceError("บันทึกการใช้งานแก้ไขไม่ได้")

    def delete(self) -> NoReturn:
        raise WrittenOnceError("บันทึกการใช้งานลบไม่ได้")

    bulk_update = update  # type: ignore[assignment]


class Entry(models.Model):
    """One move: who, what, when, from where.

    Names are kept as they were then, and numbers without a foreign key, so that an entry outlives
    the person and the thing it tells of. A database trigger refuses to change or delete it
    (`newsroom.audit.triggers`).
    """

    at = models.DateTimeField("เมื่อ", default=timezone.now)
    who = models.CharField("ใคร", max_length=150)
    who_id = models.BigIntegerField(null=True)
    what = models.CharField("ทำอะไร", max_length=24, choices=What.choices)
    about = models.CharField("กับอะไร", max_length=300, blank=True)
    kind = models.CharField("ชนิด", max_length=60, blank=True)
    object_id = models.CharField("เลขที่", max_length=40, blank=True)
    detail = models.TextField("รายละเอียด", blank=True)
    address = models.GenericIPAddressField("จากที่อยู่ไอพี", null=True)

    objects = EntryQuerySet.as_manager()

    changes_pages = False

    class Meta:
        verbose_name = "บันทึกการใช้งาน"
        verbose_name_plural = "บันทึกการใช้งาน"
        ordering = ["-id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["what", "-id"], name="audit_by_what"),
            models.Index(fields=["kind", "object_id", "-id"], name="audit_of_one_thing"),
            models.Index(fields=["-at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.get_what_display()} {self.about}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; one that is there already stays as it is."""
        if not self._state.adding:
            raise WrittenOnceError("บันทึกการใช้งานแก้ไขไม่ได้")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise WrittenOnceError("บันทึกการใช้งานลบไม่ได้")
