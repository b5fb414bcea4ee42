"""People who may sign in."""

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.db.models.functions import Lower

from newsroom.fields.text import LineField


class User(AbstractUser):
    """A member of staff. Signs in with an ASCII name or an e-mail address (T-T2).

    Django's own username rule refuses ณัฐ and น้ำฝน but allows สมชาย; so the sign-in name is ASCII,
    and `display_name` is the person's real name, in any script.
    """

    # Readers see authors; whoever signs in changes nothing for them.
    changes_pages = False

    username = models.CharField(
        "ชื่อสำหรับเข้าสู่ระบบ",
        max_length=150,
        unique=True,
        help_text="ใช้ตัวอักษรอังกฤษ ตัวเลข และ @ . + - _ เท่านั้น",
        validators=[ASCIIUsernameValidator()],
        error_messages={"unique": "มีผู้ใช้ชื่อนี้แล้ว"},
    )
    email = models.EmailField("อีเมล", blank=True)
    display_name = LineField("ชื่อที่แสดง", max_length=100, blank=True)

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_user_an_email_address",
                violation_error_message="มีผู้ใช้อีเมลนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The display name, else first and last name, else the sign-in name."""
        return self.display_name or super().get_full_name() or self.username

    def get_short_name(self) -> str:
        return self.display_name or super().get_short_name() or self.username
