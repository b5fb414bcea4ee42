"""`{% mail_status %}`: the dashboard's line about the outbox."""

from __future__ import annotations

from django import template
from django.db.models import Count

from newsroom.mail.availability import missing_setting
from newsroom.mail.models import OutgoingMail, State

register = template.Library()


@register.inclusion_tag("admin/dashboard/_mail.html")
def mail_status() -> dict[str, object]:
    """How many messages wait and failed, why the last one did, or which setting is missing."""
    unsent = OutgoingMail.objects.exclude(state=State.SENT)
    counts = dict(unsent.order_by().values_list("state").annotate(Count("pk")))
    last_error = (
        unsent.exclude(error="").order_by("-next_attempt_at").values_list("error", flat=True)
    )
    return {
        "missing": missing_setting(),
        "waiting": counts.get(State.WAITING, 0),
        "failed": counts.get(State.FAILED, 0),
        "error": last_error.first() if counts else "",
    }
