"""The first page of the admin: what is waiting for the user, and how the site is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Case, Count, Model, OuterRef, Q, Subquery, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.models import Article, Byline, PendingChange, Revision
from newsroom.articles.querysets import ArticleQuerySet, Status
from newsroom.articles.workflow.handover.claims import current_claim
from newsroom.comments.models import Comment
from newsroom.planning import permissions as plan_permissions
from newsroom.readership.charts import BarRow, bar_rows, day_chart
from newsroom.readership.models import DailyReaders
from newsroom.readership.most_read import most_read_since
from newsroom.readership.queues import (
    MAX_COUNTED,
    QUEUE_ITEMS_SHOWN,
    Queue,
    QueueItem,
    count_label,
    plan_queue,
)
from newsroom.thai.dates import relative_time, start_of_day
from newsroom.thai.truncation import truncate

CHART_DAYS = 30
MOST_READ_DAYS, MOST_READ_SHOWN = 7, 7
MAX_COMMENT_GRAPHEMES = 90


def dashboard(request: HttpRequest, registry: dict[type[Model], ModelAdmin]) -> dict[str, Any]:
    """The parts that the user may see: articles for reporters, comments for moderators.

    `registry` has the admin of each model. Articles are read through theirs, so that the dashboard
    never shows more than the change list.
    """
    today = timezone.localdate()
    articles, comments = registry[Article], registry[Comment]
    context: dict[str, Any] = {"today": timezone.now(), "queues": [], "charts": []}
    if articles.has_view_or_change_permission(request):
        rows: Any = articles.get_queryset(request)
        rows = rows.for_headlines().select_related("section", "created_by")
        context["queues"] += _article_queues(rows, signed_in_user(request))
        context["can_write"] = articles.has_add_permission(request)
    if comments.has_view_or_change_permission(request):
        context["queues"].insert(len(context["queues"]) - 1, _comment_queue())
    if signed_in_user(request).has_perm(plan_permissions.VIEW):
        context["queues"].append(plan_queue(today))
        context["can_plan"] = True
    if "can_write" in context:
        context["charts"].append(_readers_chart(today))
        context["most_read"] = _most_read(today)
        context["by_section"] = _articles_by_section(today)
    if comments.has_view_or_change_permission(request):
        context["charts"].append(_comments_chart(today))
    context["can_edit_front_page"] = request.user.has_perm("site.change_frontpagearticle")
    return context


def _article_queues(articles: ArticleQuerySet, user: User) -> list[Queue]:
    now = timezone.now()
    own_bylines = Byline.objects.filter(author__user=user).values("article")
    is_own = Q(created_by=user) | Q(pk__in=own_bylines)
    review = articles.filter(status=Status.REVIEW).order_by("updated_at")
    review = review.select_related("review_claim__user")
    scheduled = articles.scheduled().order_by("published_at", "pk")
    drafts = articles.filter(is_own, status=Status.DRAFT).order_by("-updated_at")
    change_list = reverse("admin:articles_article_changelist")
    # Handed back and not handed in again since: the last of both says which. Whoever edits all
    # articles is not handed back any.
    handed = Revision.objects.filter(
        article=OuterRef("pk"),
        reason__in=[Revision.Reason.RETURNED, Revision.Reason.SENT_TO_REVIEW],
    ).order_by("-number")
    returned = drafts.annotate(
        handed=Subquery(handed.values("reason")[:1]), handed_by=Subquery(handed.values("user")[:1])
    ).filter(handed=Revision.Reason.RETURNED)
    returned = returned.exclude(handed_by=user.pk)
    back = None
    if not permissions.sees_all(user):
        back = _article_queue(
            "ถูกส่งกลับ", "returned", returned, f"{change_list}?state=draft", "",
            lambda article: f"ส่งกลับ {relative_time(article.updated_at, now)}",
        )  # fmt: skip
    changes = _article_queue(
        "ร่างการแก้ไข", "change", _with_changes(articles), f"{change_list}?view=changes", "",
        lambda article: _change_note(article.pending_change, now),
    )  # fmt: skip
    return [
        *([back] if back and back.items else []),
        *([changes] if changes.items else []),
        _article_queue(
            "ข่าวรอตรวจ", "review", review, f"{change_list}?state=review",
            "ไม่มีข่าวรอตรวจ โต๊ะข่าวเรียบร้อยดี",
            lambda article: (
                f"{_creator(article)}{relative_time(article.updated_at, now)}{_claim_note(article)}"
            ),
        ),
        _article_queue(
            "ตั้งเวลาไว้", "scheduled", scheduled, f"{change_list}?state=scheduled",
            "ยังไม่มีข่าวที่ตั้งเวลาเผยแพร่",
            lambda article: (
                f"{_creator(article)}เผยแพร่ {relative_time(article.published_at or now, now)}"
            ),
        ),
        _article_queue(
            "ฉบับร่างของฉัน", "draft", drafts, f"{change_list}?state=draft",
            "คุณไม่มีฉบับร่างค้างอยู่",
            lambda article: f"แก้ล่าสุด {relative_time(article.updated_at, now)}",
        ),
    ]  # fmt: skip


def _with_changes(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Those with a change that waits: handed in first, then the one kept last."""
    is_handed_in = Q(pending_change__state=PendingChange.State.REVIEW)
    changed = articles.filter(pending_change__isnull=False)
    return changed.select_related(
        "pending_change__created_by", "pending_change__revision", "review_claim__user"
    ).order_by(Case(When(is_handed_in, then=0), default=1), "-pending_change__revision__created_at")


def _change_note(change: PendingChange, now: datetime) -> str:
    creator = f"{change.created_by} · " if change.created_by else ""
    when = relative_time(change.revision.created_at, now)
    return f"{creator}{change.get_state_display()} · เก็บไว้ {when}{_claim_note(change.article)}"


def _claim_note(article: Article) -> str:
    claim = current_claim(article)
    return f" · {claim}" if claim else ""


def _article_queue(
    name: str,
    kind: str,
    articles: ArticleQuerySet,
    url: str,
    empty_message: str,
    note: Callable[[Article], str],
) -> Queue:
    rows = list(articles[: MAX_COUNTED + 1])
    items = [
        QueueItem(
            article.headline,
            reverse("admin:articles_article_change", args=[article.pk]),
            note(article),
        )
        for article in rows[:QUEUE_ITEMS_SHOWN]
    ]
    return Queue(name, kind, items, count_label(rows), url, empty_message)


def _comment_queue() -> Queue:
    now = timezone.now()
    rows = list(
        Comment.objects.waiting()
        .order_by("created_at")
        .select_related("article")
        .only("name", "body", "created_at", "article__headline")[: MAX_COUNTED + 1]
    )
    items = [
        QueueItem(
            truncate(comment.body, MAX_COMMENT_GRAPHEMES),
            reverse("admin:comments_comment_change", args=[comment.pk]),
            f"{comment.name} · {relative_time(comment.created_at, now)}",
        )
        for comment in rows[:QUEUE_ITEMS_SHOWN]
    ]
    url = f"{reverse('admin:comments_comment_changelist')}?status__exact=pending"
    return Queue("ความคิดเห็นรอตรวจ", "pending", items, count_label(rows), url, "ไม่มีความคิดเห็นรอตรวจ")


def _creator(article: Article) -> str:
    return f"{article.created_by} · " if article.created_by else ""


def _first_moment(today: date, days: int) -> datetime:
    """The beginning of the period of `days` days that ends today."""
    return start_of_day(today - timedelta(days=days - 1))


def _days_since_creation(today: date) -> Case:
    """How many days ago a comment was written.

    A CASE over the starts of the days: on SQLite, Django truncates times to days in Python, once
    for each row.
    """
    starts = [start_of_day(today - timedelta(days=days_ago)) for days_ago in range(CHART_DAYS)]
    return Case(
        *(
            When(created_at__gte=start, then=Value(days_ago))
            for days_ago, start in enumerate(starts)
        )
    )


def _readers_chart(today: date) -> dict[str, object]:
    rows = DailyReaders.objects.filter(day__gt=today - timedelta(days=CHART_DAYS))
    values = dict(rows.values_list("day", "readers"))
    return {
        "id": "readers", "name": "ผู้อ่านต่อวัน", "unit": "คน",
        "days": day_chart(values, today=today, days=CHART_DAYS, unit="คน"),
        "empty_message": "ยังไม่มีตัวเลขผู้อ่าน กราฟจะเริ่มขึ้นเมื่อมีคนเปิดอ่านข่าว",
    }  # fmt: skip


def _comments_chart(today: date) -> dict[str, object]:
    statuses = [Comment.Status.PENDING, Comment.Status.VISIBLE, Comment.Status.HIDDEN]
    rows = (
        Comment.objects.filter(
            status__in=statuses, created_at__gte=_first_moment(today, CHART_DAYS)
        )
        .annotate(days_ago=_days_since_creation(today))
        .order_by()
        .values_list("days_ago")
        .annotate(Count("pk"))
    )
    values = {today - timedelta(days=days_ago): count for days_ago, count in rows}
    return {
        "id": "comments", "name": "ความคิดเห็นต่อวัน", "unit": "ความคิดเห็น",
        "days": day_chart(values, today=today, days=CHART_DAYS, unit="ความคิดเห็น"),
        "empty_message": "ยังไม่มีความคิดเห็นในช่วง 30 วันนี้",
    }  # fmt: skip


def _most_read(today: date) -> list[BarRow]:
    first_day = today - timedelta(days=MOST_READ_DAYS - 1)
    return bar_rows(
        (article.headline, article.get_absolute_url(), readers)
        for article, readers in most_read_since(first_day, limit=MOST_READ_SHOWN)
    )


def _articles_by_section(today: date) -> list[BarRow]:
    rows: Iterable[tuple[str, str, int]] = (
        Article.objects.published()
        .between(_first_moment(today, CHART_DAYS), timezone.now() + timedelta(seconds=1))
        .order_by()
        .values_list("section__name", "section__slug")
        .annotate(article_count=Count("pk"))
        .order_by("-article_count", "section__name")
    )
    return bar_rows(
        (name, reverse("articles:section", args=[slug]), article_count)
        for name, slug, article_count in rows
    )
