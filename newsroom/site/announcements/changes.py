"""Notes in the transaction of a change that it is to be announced; the helper process does it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.signals import articles_changed
from newsroom.site.middleware import get_site_settings
from newsroom.syndication.announcing.outbox import announce
from newsroom.syndication.models import ChangedArticle
from newsroom.transfer.addresses.redirects import former_paths


def note_changes(ids: list[int], content_changed: bool = True, **kwargs: Any) -> None:
    """Articles that readers see, will see or did see; of a draft only if others were told of it."""
    if not content_changed or not get_site_settings().announcement_services.names:
        return
    now, changed = timezone.now(), Article.objects.filter(pk__in=ids)
    due = dict.fromkeys(changed.withdrawn().values_list("pk", flat=True), now)
    for pk, date in changed.released().values_list("pk", "published_at"):
        due[pk] = max(date or now, now)
    ChangedArticle.objects.bulk_create(
        [ChangedArticle(article_id=pk, due_at=due[pk]) for pk in sorted(due)],
        update_conflicts=True,
        unique_fields=["article_id"],
        update_fields=["due_at"],
    )
    others = sorted(set(ids) - due.keys())
    ChangedArticle.objects.filter(article_id__in=others).update(due_at=now)


def announce_changes(should_continue: Any) -> int:
    """The periodic task."""
    return announce(get_site_settings().announcement_services, should_continue, former_paths)


def connect() -> None:
    """Connect the receiver; called once, when Django starts."""
    articles_changed.connect(note_changes, dispatch_uid="announce changed articles")
