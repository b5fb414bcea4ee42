"""The first page of the admin: what waits for whom, and how the paper is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from newsroom.articles.models import Article, Byline
from newsroom.articles.querysets import Status
from newsroom.comments.models import Comment
from newsroom.readership.charts import by_day, by_name
from newsroom.readership.models import DayReaders
from newsroom.readership.most_read import most_read_since
from newsroom.thai.cut import excerpt
from newsroom.thai.dates import relative_time, start_of_day

SHOWN = 4
# Counting further would read whole tables; past this a number says no more than «มาก».
COUNTED = 99
DAYS, MOST_READ_DAYS, MOST_READ_SHOWN = 30, 7, 7
COMMENT_CLUSTERS = 90


@dataclass(frozen=True)
class Line:
    """One row of a queue: the words that lead to it, and a note."""

    words: str
    address: str
    note: str


@dataclass(frozen=True)
class Queue:
    """What waits, its first rows, and where all of it is."""

    name: str
    kind: str
    lines: list[Line]
    number: str
    address: str
    empty: str


def dashboard(request: HttpRequest, registry: Any) -> dict[str, Any]:
    """What this person may see of it: the desk's part with stories, a moderator's with comments.

    Stories come through their own admin, so that the dashboard never shows more than its lists.
    """
    today = timezone.localdate()
    stories, comments = registry[Article], registry[Comment]
    context: dict[str, Any] = {"today": timezone.now(), "queues": [], "charts": []}
    if stories.has_view_or_change_permission(request):
        rows = stories.get_queryset(request).for_headlines().select_related("section", "created_by")
        context["queues"] += _story_queues(rows, request.user)
        context["can_write"] = stories.has_add_permission(request)
    if comments.has_view_or_change_permission(request):
        context["queues"].insert(2, _comment_queue())
    if "can_write" in context:
        context["charts"].append(_readers_by_day(today))
        context["most_read"] = _most_read(today)
        context["by_section"] = _by_section(today)
    if comments.has_view_or_change_permission(request):
        context["charts"].append(_comments_by_day(today))
    context["can_arrange"] = request.user.has_perm("site.change_frontpick")  # type: ignore[union-attr]
    return context


def _story_queues(rows: Any, user: Any) -> list[Queue]:
    now = timezone.now()
    mine = Q(created_by=user) | Q(pk__in=Byline.objects.filter(author__user=user).values("article"))
    review = rows.filter(status=Status.REVIEW).order_by("updated_at")
    scheduled = rows.scheduled().order_by("published_at", "pk")
    drafts = rows.filter(mine, status=Status.DRAFT).order_by("-updated_at")
    listed = reverse("admin:articles_article_changelist")
    return [
        _queue(
            "ข่าวรอตรวจ", "review", review, f"{listed}?state=review",
            "ไม่มีข่าวรอตรวจ โต๊ะข่าวเรียบร้อยดี",
            lambda story: f"{_sender(story)}{relative_time(story.updated_at, now)}",
        ),
        _queue(
            "ตั้งเวลาไว้", "scheduled", scheduled, f"{listed}?state=scheduled",
            "ยังไม่มีข่าวที่ตั้งเวลาเผยแพร่",
            lambda story: f"{_sender(story)}เผยแพร่ {relative_time(story.published_at, now)}",
        ),
        _queue(
            "ฉบับร่างของฉัน", "draft", drafts, f"{listed}?state=draft",
            "คุณไม่มีฉบับร่างค้างอยู่",
            lambda story: f"แก้ล่าสุด {relative_time(story.updated_at, now)}",
        ),
    ]  # fmt: skip


def _queue(name: str, kind: str, rows: Any, address: str, empty: str, note: Any) -> Queue:
    found = list(rows[: COUNTED + 1])
    lines = [
        Line(story.headline, reverse("admin:articles_article_change", args=[story.pk]), note(story))
        for story in found[:SHOWN]
    ]
    return Queue(name, kind, lines, _number(found), address, empty)


def _comment_queue() -> Queue:
    now = timezone.now()
    found = list(
        Comment.objects.waiting()
        .order_by("created_at")
        .select_related("article")
        .only("name", "body", "created_at", "article__headline")[: COUNTED + 1]
    )
    lines = [
        Line(
            excerpt(comment.body, COMMENT_CLUSTERS),
            reverse("admin:comments_comment_change", args=[comment.pk]),
            f"{comment.name} · {relative_time(comment.created_at, now)}",
        )
        for comment in found[:SHOWN]
    ]
    address = f"{reverse('admin:comments_comment_changelist')}?status__exact=pending"
    return Queue("ความคิดเห็นรอตรวจ", "pending", lines, _number(found), address, "ไม่มีความคิดเห็นรอตรวจ")


def _number(found: list[Any]) -> str:
    return f"{COUNTED}+" if len(found) > COUNTED else str(len(found))


def _sender(story: Article) -> str:
    return f"{story.created_by} · " if story.created_by else ""


def _since(today: date, days: int) -> Any:
    return start_of_day(today - timedelta(days=days - 1))


def _days_back(today: date) -> Case:
    """How many days ago a comment came; SQLite cuts days out of moments in Python, row by row."""
    begins = [(back, start_of_day(today - timedelta(days=back))) for back in range(DAYS)]
    return Case(*(When(created_at__gte=start, then=Value(back)) for back, start in begins))


def _readers_by_day(today: date) -> dict[str, Any]:
    rows = DayReaders.objects.filter(day__gt=today - timedelta(days=DAYS))
    values = dict(rows.values_list("day", "readers"))
    return {
        "id": "readers", "name": "ผู้อ่านต่อวัน", "unit": "คน",
        "chart": by_day(values, today=today, days=DAYS, unit="คน"),
        "empty": "ยังไม่มีตัวเลขผู้อ่าน กราฟจะเริ่มขึ้นเมื่อมีคนเปิดอ่านข่าว",
    }  # fmt: skip


def _comments_by_day(today: date) -> dict[str, Any]:
    kinds = [Comment.Status.PENDING, Comment.Status.VISIBLE, Comment.Status.HIDDEN]
    rows = (
        Comment.objects.filter(status__in=kinds, created_at__gte=_since(today, DAYS))
        .annotate(back=_days_back(today))
        .order_by()
        .values_list("back")
        .annotate(Count("pk"))
    )
    values = {today - timedelta(days=back): number for back, number in rows}
    return {
        "id": "comments", "name": "ความคิดเห็นต่อวัน", "unit": "ความคิดเห็น",
        "chart": by_day(values, today=today, days=DAYS, unit="ความคิดเห็น"),
        "empty": "ยังไม่มีความคิดเห็นในช่วง 30 วันนี้",
    }  # fmt: skip


def _most_read(today: date) -> list[Any]:
    found = most_read_since(today - timedelta(days=MOST_READ_DAYS - 1), limit=MOST_READ_SHOWN)
    return by_name((story.headline, story.get_absolute_url(), number) for story, number in found)


def _by_section(today: date) -> list[Any]:
    counted: QuerySet[Any, Any] = (
        Article.objects.published()
        .between(_since(today, DAYS), timezone.now() + timedelta(seconds=1))
        .order_by()
        .values_list("section__name", "section__slug")
        .annotate(number=Count("pk"))
        .order_by("-number", "section__name")
    )
    rows: Iterable[tuple[str, str, int]] = counted
    return by_name(
        (name, reverse("articles:section", args=[slug]), number) for name, slug, number in rows
    )
