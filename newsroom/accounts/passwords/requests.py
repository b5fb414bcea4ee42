"""Answers those who forgot their password; run by the helper process."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from newsroom.accounts.identification import find_account
from newsroom.accounts.models import PasswordLinkRequest, User
from newsroom.accounts.passwords.links import LIFETIMES, Purpose, password_link
from newsroom.mail.outbox import RefusedHeader, queue_mail
from newsroom.web.rate_limits import RateLimit

log = logging.getLogger(__name__)

# Nobody can fill a colleague's letter box.
ACCOUNT_LIMIT = RateLimit("password-link-account", 3, 60 * 60)


def answer_password_requests(should_continue: Callable[[], bool] = lambda: True) -> None:
    """Queue a message for every request that means an account with an e-mail address."""
    while should_continue() and PasswordLinkRequest.objects.exists():
        if not _answer_one():
            return


@transaction.atomic
def _answer_one() -> bool:
    request = PasswordLinkRequest.objects.select_for_update(skip_locked=True).first()
    if request is None:
        return False
    request.delete()
    lifetime = LIFETIMES[Purpose.FORGOTTEN]
    if timezone.now() - request.created_at > lifetime:
        return True
    user = find_account(request.login)
    if user and _may_have_link(user) and ACCOUNT_LIMIT.allow(str(user.pk)):
        try:
            queue_mail(
                "accounts/mail/forgotten_password",
                to=user.email,
                subject="ตั้งรหัสผ่านใหม่",
                context={"user": user, "url": password_link(user, Purpose.FORGOTTEN)},
                expires_at=timezone.now() + lifetime,
            )
        except RefusedHeader as error:  # an address that no form has seen
            log.warning("ส่งลิงก์ให้ %s ไม่ได้: %s", user.get_username(), error)
    return True


def _may_have_link(user: User) -> bool:
    return user.is_active and user.is_staff and bool(user.email)
