"""`queue_mail`: the one way to send a message. The helper process sends it (`newsroom.mail.sender`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string

from newsroom.mail import identity
from newsroom.mail.availability import can_send
from newsroom.mail.models import OutgoingMail
from newsroom.thai.truncation import truncate

MAX_SUBJECT_LENGTH = 150


class RefusedHeader(ValueError):
    """A subject or an address that could add headers or recipients to a message."""


def queue_mail(
    template: str,
    *,
    to: str,
    subject: str,
    context: Mapping[str, object] | None = None,
    expires_at: datetime | None = None,
) -> OutgoingMail | None:
    """Put one message into the outbox, in the caller's transaction: a rollback takes it back.

    `template` names `<template>.txt` and `<template>.html`, such as `comments/mail/proof`, which
    extend `mail/base.txt` and `mail/base.html`; they have `context`, `subject` and `site_name`.
    After `expires_at` it is not sent any more. Nothing is queued, and None returned, where the site
    cannot send mail. Raises `RefusedHeader` for control characters, and for anything but one
    address. Links need `absolute_url()`.
    """
    if any(unicodedata.category(character) == "Cc" for character in subject + to):
        raise RefusedHeader("หัวเรื่องและที่อยู่อีเมลต้องเป็นข้อความบรรทัดเดียว")
    try:
        validate_email(to)
    except ValidationError as error:
        raise RefusedHeader("ที่อยู่อีเมลไม่ถูกต้อง") from error
    if not can_send():
        return None
    subject = truncate(subject, MAX_SUBJECT_LENGTH)
    values = {**(context or {}), "subject": subject, "site_name": identity.site_name()}
    return OutgoingMail.objects.create(
        recipient=to,
        subject=subject,
        template=template,
        text=render_to_string(f"{template}.txt", values).strip() + "\n",
        html=render_to_string(f"{template}.html", values),
        expires_at=expires_at,
    )
