"""The signed link by which a commenter proves, once, that an e-mail address is theirs.

It is sent only when a moderator has approved a comment, so that nobody can have the site write to
strangers by posting comments in their name, and at most once a month.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from newsroom.comments.commenters import get_or_create_commenter
from newsroom.comments.models import Comment, Commenter
from newsroom.mail.availability import can_send
from newsroom.mail.outbox import RefusedHeader, queue_mail
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.converters import parse_id

LINK_VALID_FOR = timedelta(days=14)
NEXT_LINK_AFTER = timedelta(days=30)
SUBJECT = "ยืนยันอีเมล เพื่อให้ความคิดเห็นครั้งต่อไปแสดงทันที"

_signer = signing.TimestampSigner(salt="newsroom.comments.email_verification")


def send_links(comments: Iterable[Comment]) -> None:
    """Queue a link for each writer of these comments who has proved nothing yet."""
    if not can_send():
        return
    for comment in comments:
        if comment.email and comment.status == Comment.Status.VISIBLE:
            _send_link(comment)


def _send_link(comment: Comment) -> None:
    commenter, now = get_or_create_commenter(comment.name, comment.email), timezone.now()
    last = commenter.link_sent_at
    if commenter.email_proved_at or commenter.trusted_at or (last and now - last < NEXT_LINK_AFTER):
        return
    context = {
        "name": commenter.name,
        "headline": comment.article.headline,
        "days": LINK_VALID_FOR.days,
        "url": absolute_url(reverse("comments:confirm", args=[sign_token(commenter)])),
    }
    try:
        queue_mail(
            "comments/mail/proof",
            to=commenter.email,
            subject=SUBJECT,
            context=context,
            expires_at=now + LINK_VALID_FOR,
        )
    except RefusedHeader:  # imported comments have addresses that no form has checked
        return
    commenter.link_sent_at = now
    commenter.save()


def sign_token(commenter: Commenter) -> str:
    """The secret part of the commenter's link."""
    return _signer.sign(str(commenter.pk))


def find_by_token(token: str) -> Commenter | None:
    """The commenter of a link; None if it is forged, too old, or the commenter was deleted."""
    try:
        pk = parse_id(_signer.unsign(token, max_age=LINK_VALID_FOR))
    except signing.BadSignature:
        return None
    return Commenter.objects.filter(pk=pk).first() if pk else None


def prove_email(commenter: Commenter) -> None:
    """The address is proved, from the first time on."""
    if commenter.email_proved_at is None:
        commenter.email_proved_at = timezone.now()
        commenter.save()
