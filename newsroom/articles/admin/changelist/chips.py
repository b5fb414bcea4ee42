"""The chips above the list of articles: the views of it that are asked for every day."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from newsroom.accounts.models import User
from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.models import Article, Byline
from newsroom.articles.querysets import Status

PARAMETER = "view"
# Rows are counted up to here.
MAX_COUNTED = 99


class Chip(NamedTuple):
    """A link to a view of the list; `number` is "" where none is shown."""

    label: str
    url: str
    is_chosen: bool
    number: str = ""


LABELS = {
    "": "ทั้งหมด",
    "mine": "ของฉัน",
    "review": "รอตรวจ",
    "scheduled": "ตั้งเวลา",
    "changes": "มีร่างการแก้ไข",
    "no-photo": "ไม่มีภาพ",
    "no-credit": "ไม่มีเครดิตภาพ",
}
# Those whose number says that there is something to do.
COUNTED = ("review", "changes")


def narrow(articles: Any, view: str, user: User) -> QuerySet[Article]:
    """The articles of a view; all for an unknown one."""
    if view == "mine":
        own = Byline.objects.filter(author__user=user).values("article")
        return articles.filter(Q(created_by=user) | Q(pk__in=own))
    if view == "review":
        return articles.filter(status=Status.REVIEW)
    if view == "scheduled":
        return articles.scheduled()
    if view == "changes":
        return articles.filter(pending_change__isnull=False)
    if view == "no-photo":
        return articles.filter(lead_photo=None).exclude(status=Status.WITHDRAWN)
    if view == "no-credit":
        return articles.filter(lead_photo__credit="")
    return articles


def chips(request: HttpRequest) -> list[Chip]:
    """The chips of the list as it is now; other parameters than the search are dropped."""
    user, chosen = signed_in_user(request), request.GET.get(PARAMETER, "")
    visible = permissions.visible_to(user, Article.objects.all())
    url = reverse("admin:articles_article_changelist")
    rows = []
    for view, label in LABELS.items():
        params = {name: request.GET[name] for name in ("q",) if request.GET.get(name)}
        if view:
            params[PARAMETER] = view
        shown = ""
        if view in COUNTED:
            number = narrow(visible, view, user).order_by()[: MAX_COUNTED + 1].count()
            shown = f"{MAX_COUNTED}+" if number > MAX_COUNTED else str(number or "")
        target = f"{url}?{urlencode(params)}" if params else url
        rows.append(Chip(label, target, view == chosen, shown))
    return rows
