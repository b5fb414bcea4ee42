"""The audit log: append-only entries about who did what to which object."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone


class AuditLogIsAppendOnly(Exception):
    """Raised by an attempt to change or delete an entry."""


class Action(models.TextChoices):
    """What can be logged. Values are stored for ever; only labels may be reworded."""

    SIGNED_IN = "signed_in", "เข้าสู่ระบบ"
    SIGNED_OUT = "signed_out", "ออกจากระบบ"
    SIGN_IN_FAILED = "sign_in_failed", "เข้าสู่ระบบไม่สำเร็จ"
    LOCKED_OUT = "locked_out", "ถูกล็อกการเข้าสู่ระบบ"
    PASSWORD_CHANGED = "password_changed", "เปลี่ยนรหัสผ่าน"
    RIGHTS_CHANGED = "rights_changed", "เปลี่ยนสิทธิ์"
    SECOND_FACTOR_SET = "second_factor_set", "เปิดการยืนยันสองขั้น"
    SECOND_FACTOR_RESET = "second_factor_reset", "ล้างการยืนยันสองขั้น"
    SESSION_ENDED = "session_ended", "ให้อุปกรณ์ออกจากระบบ"
    INVITED = "invited", "ส่งลิงก์ตั้งรหัสผ่าน"
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
    CHANGE_KEPT = "change_kept", "เก็บร่างการแก้ไข"
    CHANGE_SENT = "change_sent", "ส่งร่างการแก้ไขให้ตรวจ"
    CHANGE_RETURNED = "change_returned", "ส่งร่างการแก้ไขกลับ"
    CHANGE_PUBLISHED = "change_published", "เผยแพร่ร่างการแก้ไข"
    CHANGE_DISCARDED = "change_discarded", "ทิ้งร่างการแก้ไข"
    PREVIEW_SHARED = "preview_shared", "สร้างลิงก์ตัวอย่าง"
    COMMENT_PENDING = "comment_pending", "ส่งความคิดเห็นกลับไปรอตรวจ"
    COMMENT_SHOWN = "comment_shown", "แสดงความคิดเห็น"
    COMMENT_HIDDEN = "comment_hidden", "ซ่อนความคิดเห็น"
    COMMENT_SPAM = "comment_spam", "ทำเครื่องหมายสแปม"


class AuditLogEntryQuerySet(models.QuerySet["AuditLogEntry"]):
    """Refuses to change or delete entries; they are created one at a time by `log_action`."""

    def update(self, *args: object, **kwargs: object) -> NoReturn:
        raise AuditLogIsAppendOnly("บันทึกการใช้งานแก้ไขไม่ได้")

    def delete(self) -> NoReturn:
        raise AuditLogIsAppendOnly("บันทึกการใช้งานลบไม่ได้")

    bulk_update = update


class AuditLogEntry(models.Model):
    """One action: who did what to which object, when, and from which IP address.

    `actor` and `target` are names as they were at the time, and `actor_id`, `target_type` and
    `object_id` are not foreign keys, so that an entry outlives the user and the object. A database
    trigger refuses to change or delete it (`newsroom.audit.triggers`).
    """

    timestamp = models.DateTimeField("เมื่อ", default=timezone.now)
    actor = models.CharField("ใคร", max_length=150)
    actor_id = models.BigIntegerField(null=True)
    action = models.CharField("ทำอะไร", max_length=24, choices=Action.choices)
    target = models.CharField("กับอะไร", max_length=300, blank=True)
    # The model's label in lower case, such as `articles.article`; empty if the target is a text.
    target_type = models.CharField("ชนิด", max_length=60, blank=True)
    object_id = models.CharField("เลขที่", max_length=40, blank=True)
    detail = models.TextField("รายละเอียด", blank=True)
    ip_address = models.GenericIPAddressField("จากที่อยู่ไอพี", null=True)

    objects = AuditLogEntryQuerySet.as_manager()

    invalidates_page_cache = False

    class Meta:
        verbose_name = "บันทึกการใช้งาน"
        verbose_name_plural = "บันทึกการใช้งาน"
        ordering = ["-id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["action", "-id"], name="auditlogentry_by_action"),
            models.Index(
                fields=["target_type", "object_id", "-id"], name="auditlogentry_by_target"
            ),
            models.Index(fields=["-timestamp"], name="auditlogentry_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_action_display()} {self.target}".strip()

    def save(self, *args: object, **kwargs: Any) -> None:
        """Insert the entry; saving a stored one is refused."""
        if not self._state.adding:
            raise AuditLogIsAppendOnly("บันทึกการใช้งานแก้ไขไม่ได้")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise AuditLogIsAppendOnly("บันทึกการใช้งานลบไม่ได้")
