"""Claims: who is checking an article, or a change of one, that waits for review."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles import permissions
from newsroom.articles.models import Article, PendingChange, ReviewClaim
from newsroom.articles.models.editing.review_claim import VALID_FOR
from newsroom.articles.querysets import Status
from newsroom.articles.workflow import transitions


def current_claim(article: Article) -> ReviewClaim | None:
    """The valid claim of an article that waits for review; one read with it costs no query."""
    claim: ReviewClaim | None = getattr(article, "review_claim", None)
    return claim if claim and claim.is_valid else None


def waits_for_review(article: Article) -> bool:
    """Whether the article waits, or a change of it."""
    if article.status == Status.REVIEW:
        return True
    change = PendingChange.objects.filter(article=article.pk, state=PendingChange.State.REVIEW)
    return change.exists()


def can_claim(user: User, article: Article) -> bool:
    """Whether the user checks other people's articles, and this one waits for it."""
    is_checker = user.has_perm(permissions.CHANGE) and user.has_perm(permissions.EDIT_ANY)
    return is_checker and waits_for_review(article)


@transaction.atomic
def claim(article: Article, *, by: User) -> None:
    """Begin to check an article; takes over what somebody else was checking."""
    stored = Article.objects.select_for_update().get(pk=article.pk)
    if not (by.has_perm(permissions.CHANGE) and by.has_perm(permissions.EDIT_ANY)):
        raise PermissionDenied("คุณไม่มีสิทธิ์ตรวจข่าวนี้")
    if not waits_for_review(stored):
        raise transitions.TransitionRefused(f"«{stored.headline}» ไม่ได้รอตรวจแล้ว")
    now = timezone.now()
    ReviewClaim.objects.filter(claimed_at__lt=now - VALID_FOR).delete()
    values = {"user": by, "claimed_at": now}
    ReviewClaim.objects.update_or_create(article=stored, defaults=values)


def release(article: Article, *, by: User) -> None:
    """End one's own claim."""
    ReviewClaim.objects.filter(article=article.pk, user=by).delete()


def with_claim(names: list[str], article: Article) -> list[str]:
    """The names of those who have an article open, saying of one that they are checking it."""
    found = current_claim(article)
    checker = str(found.user) if found else None
    return [f"{name} (กำลังตรวจ)" if name == checker else name for name in names]
