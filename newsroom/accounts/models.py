"""Users, their sessions, and their requests for a new password."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from newsroom.fields.text import LineField


class User(AbstractUser):
    """A member of staff. Signs in with an ASCII username or an e-mail address (T-T2).

    Django's own username validator refuses ณัฐ and น้ำฝน but accepts สมชาย; so usernames are
    ASCII, and `display_name` is the person's real name, in any script.
    """

    # Public pages show authors, never users; signing in updates `last_login`.
    invalidates_page_cache = False

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
    # The first sign-in with rights that ask for a second factor; the days of grace begin here.
    second_factor_required_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="user_email_is_unique",
                violation_error_message="มีผู้ใช้อีเมลนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The display name, else first and last name, else the username."""
        return self.display_name or super().get_full_name() or self.username

    def get_short_name(self) -> str:
        return self.display_name or super().get_short_name() or self.username


class UserSession(AbstractBaseSession):
    """A session and who is signed in with it; nobody between password and second factor."""

    invalidates_page_cache = False

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "เซสชัน"
        verbose_name_plural = "เซสชัน"
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore


class PasswordLinkRequest(models.Model):
    """Somebody asked for a link that sets a new password; the helper process answers.

    The request stores what was typed, whoever it means, so that its answer and the time it takes
    tell nobody which accounts exist.
    """

    invalidates_page_cache = False

    login = models.CharField(max_length=254)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "คำขอตั้งรหัสผ่าน"
        verbose_name_plural = "คำขอตั้งรหัสผ่าน"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.created_at)
