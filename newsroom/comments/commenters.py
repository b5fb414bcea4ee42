"""Who is trusted: whose comments are shown at once.

What a person types as name and e-mail address proves nothing. A commenter is trusted by a
moderator's mark, or once they have opened the signed link that was sent to the address and a
moderator has approved a comment of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.comments.models import Comment, Commenter
from newsroom.thai.folding import fold


def find_commenter(name: str, email: str) -> Commenter | None:
    """The commenter of that name, in any spelling of it, and e-mail address, in any case."""
    return Commenter.objects.filter(name_key=fold(name), email=email.lower()).first()


def get_or_create_commenter(name: str, email: str) -> Commenter:
    """The commenter, created with neither proof nor trust if missing."""
    return Commenter.objects.get_or_create(
        name_key=fold(name), email=email.lower(), defaults={"name": name}
    )[0]


def is_trusted(name: str, email: str) -> bool:
    """Whether comments under this name and e-mail address are shown at once."""
    commenter = find_commenter(name, email) if email else None
    if commenter is None:
        return False
    if commenter.trusted_at:
        return True
    return commenter.email_proved_at is not None and _has_approved_comment(commenter)


def _has_approved_comment(commenter: Commenter) -> bool:
    # By the index `comment_by_commenter`.
    comments = Comment.objects.visible().alias(lower_email=Lower("email"))
    of_commenter = Q(name_key=commenter.name_key, lower_email=Lower(Value(commenter.email)))
    return comments.filter(of_commenter).exists()


def trust_commenters_of(comments: Iterable[Comment], by: User) -> None:
    """Trust who wrote these comments; comments without an e-mail address have no known writer."""
    for comment in comments:
        if not comment.email:
            continue
        commenter = get_or_create_commenter(comment.name, comment.email)
        if commenter.trusted_at is None:
            commenter.trusted_at, commenter.trusted_by = timezone.now(), by
            commenter.save()
            log_action(Action.ADDED, commenter, by=by)


def distrust_commenters_of(comments: Iterable[Comment], by: User) -> None:
    """Forget proof and trust of who wrote these comments."""
    for comment in comments:
        commenter = find_commenter(comment.name, comment.email) if comment.email else None
        if commenter:
            log_action(Action.DELETED, commenter, by=by)
            commenter.delete()
