"""What the calendar shows: ideas due, stories planned, scheduled and published, and what has no day.

The number of queries does not depend on the number of rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles import permissions as article_permissions
from newsroom.articles.models import Article, Byline
from newsroom.articles.querysets import ArticleQuerySet, Status
from newsroom.articles.workflow.transitions import state_of
from newsroom.planning import permissions
from newsroom.planning.calendar.span import Span
from newsroom.planning.models import Idea, IdeaQuerySet
from newsroom.thai.dates import WEEKDAY_NAMES, in_bangkok, thai_date, to_buddhist_year

# Rows read for a week, and cards of a list without days; the list of all has the others.
MAX_ROWS, MAX_WAITING = 500, 40
# Published stories shown of one day of a week.
MAX_PUBLISHED_SHOWN = 4
FIRST_HOUR = 5


@dataclass(frozen=True)
class Card:
    """An idea or a story at its place in the calendar.

    `kind` is `idea` or `story`; `version` is what a move of it has to send back.
    """

    kind: str
    pk: int
    label: str
    url: str
    state: str
    state_label: str
    version: str
    day: date | None = None
    at: time | None = None
    idea: Idea | None = None
    section: str = ""
    can_move: bool = False
    can_take: bool = False
    can_write: bool = False
    article_url: str = ""

    @property
    def is_public(self) -> bool:
        """Whether it is a story that readers see."""
        return self.kind == "story" and self.state == "published"

    @property
    def pk_text(self) -> str:
        """The id as forms send it, without separators."""
        return str(self.pk)

    @property
    def day_text(self) -> str:
        """The day as a person types it: `6/8/2569`; "" without one."""
        if self.day is None:
            return ""
        return f"{self.day.day}/{self.day.month}/{to_buddhist_year(self.day.year)}"

    @property
    def order(self) -> tuple[bool, time, str, int]:
        """Cards without a time come first."""
        return self.at is not None, self.at or time(), self.kind, self.pk


@dataclass
class Hour:
    """A row of the day view; `at` is None for what has no time."""

    at: time | None
    cards: list[Card] = field(default_factory=list)


@dataclass
class Day:
    """A day and its cards in order; `hidden` published stories are not among them."""

    date: date
    is_today: bool
    cards: list[Card] = field(default_factory=list)
    hidden: int = 0

    @property
    def planned(self) -> list[Card]:
        """What is still to come, or was to."""
        return [card for card in self.cards if not card.is_public]

    @property
    def published(self) -> list[Card]:
        """The stories that readers see."""
        return [card for card in self.cards if card.is_public]

    @property
    def weekday(self) -> str:
        """`จันทร์`"""
        return WEEKDAY_NAMES[self.date.weekday()]

    @property
    def short_date(self) -> str:
        """`23 พ.ย. 69`"""
        return thai_date(self.date, "short")

    @property
    def hours(self) -> list[Hour]:
        """The rows of the day view: no time, then each hour from `FIRST_HOUR`, or from the first card."""
        timed = [card.at.hour for card in self.cards if card.at]
        rows = [Hour(time(hour)) for hour in range(min([FIRST_HOUR, *timed]), 24)]
        by_hour = {row.at.hour: row for row in rows if row.at}
        untimed = Hour(None)
        for card in self.cards:
            (by_hour[card.at.hour] if card.at else untimed).cards.append(card)
        return [untimed, *rows]


@dataclass
class Plan:
    """All of the screen."""

    days: list[Day]
    overdue: list[Card]
    undated: list[Card]
    review: list[Card]

    @property
    def waiting(self) -> list[Card]:
        """What stands beside the days."""
        return [*self.overdue, *self.undated, *self.review]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show at all."""
        return not (any(day.cards for day in self.days) or self.waiting)


def plan(span: Span, user: User) -> Plan:
    """The plan of a day or week as this user may see it."""
    today = timezone.localdate()
    ideas = _filtered(Idea.objects.for_calendar(), span.filter, user)
    due = list(ideas.due_between(span.days[0], span.days[-1])[:MAX_ROWS])
    overdue = list(ideas.overdue(min(today, span.days[0]))[:MAX_WAITING])
    undated = list(ideas.open().undated()[:MAX_WAITING])
    stories, review = _stories(span, user)
    seen = {story.pk for story in stories}
    days = {day: Day(day, day == today) for day in span.days}
    for idea in due:
        # A story that stands in the plan itself takes the place of its idea.
        if idea.due_on and idea.article_id not in seen:
            days[idea.due_on].cards.append(idea_card(idea, user))
    for story in stories:
        card = story_card(story, user)
        if card.day in days:
            days[card.day].cards.append(card)
    for row in days.values():
        row.cards.sort(key=lambda card: card.order)
        if span.is_week:
            _shorten(row)
    return Plan(
        list(days.values()),
        [idea_card(idea, user) for idea in overdue],
        [idea_card(idea, user) for idea in undated],
        [story_card(story, user) for story in review],
    )


def idea_card(idea: Idea, user: User) -> Card:
    """The card of an idea; of its story it says the state, which is no secret, and nothing else."""
    state = "idea" if idea.state == Idea.State.OPEN else idea.state
    label = "" if idea.state == Idea.State.OPEN else str(idea.get_state_display())
    article_url = ""
    if idea.article is not None:
        state, label = state_of(idea.article), f"เขียนแล้ว: {idea.article.get_status_display()}"
        own = user.pk in (idea.assignee_id, idea.article.created_by_id)
        if own or article_permissions.sees_all(user):
            article_url = reverse("admin:articles_article_change", args=[idea.article.pk])
    elif idea.is_open and idea.due_on and idea.due_on < timezone.localdate():
        state, label = "late", "เลยกำหนด"
    return Card(
        "idea",
        idea.pk,
        idea.what,
        reverse("admin:planning_idea_change", args=[idea.pk]),
        state,
        label,
        idea.version,
        idea.due_on,
        idea.due_time,
        idea,
        idea.section.name if idea.section else "",
        permissions.can_edit(user, idea),
        permissions.can_take(user, idea),
        permissions.can_write(user, idea),
        article_url,
    )


def story_card(article: Article, user: User) -> Card:
    """The card of a story that the user may see."""
    state = state_of(article)
    moment = in_bangkok(article.published_at) if article.published_at else None
    is_own_url = state != "published" or article_permissions.sees_all(user)
    label = "ตั้งเวลา" if state == "scheduled" else str(article.get_status_display())
    return Card(
        "story",
        article.pk,
        article.headline,
        reverse("admin:articles_article_change", args=[article.pk])
        if is_own_url
        else article.get_absolute_url(),
        state,
        label,
        article.updated_at.isoformat(),
        moment.date() if moment else None,
        moment.time().replace(second=0, microsecond=0) if moment else None,
        section=article.section.name if article.section else "",
        can_move=state in ("draft", "review", "scheduled")
        and moment is not None
        and article_permissions.can_publish(user, article),
    )


def _filtered(ideas: IdeaQuerySet, chosen: str, user: User) -> IdeaQuerySet:
    if chosen == "mine":
        return ideas.filter(Q(assignee=user) | Q(photographer=user))
    if chosen == "free":
        return ideas.open().filter(assignee=None)
    return ideas.filter(photo_needed=True) if chosen == "photo" else ideas


def _stories(span: Span, user: User) -> tuple[list[Article], list[Article]]:
    """Stories dated in the span, and those in review without a time; none where only ideas match."""
    if span.filter in ("free", "photo") or not user.has_perm(article_permissions.CHANGE):
        return [], []
    everything = Article.objects.for_headlines().select_related("section")
    if span.filter == "mine":
        own = Byline.objects.filter(author__user=user).order_by().values("article")
        everything = everything.filter(Q(created_by=user) | Q(pk__in=own))
    visible: ArticleQuerySet = article_permissions.visible_to(user, everything)  # type: ignore[assignment]
    waiting = visible.filter(status__in=[Status.DRAFT, Status.REVIEW]).between(*span.bounds)
    scheduled = visible.scheduled().between(*span.bounds)
    public = everything.published().between(*span.bounds).newest_first()
    review = visible.filter(status=Status.REVIEW, published_at=None).order_by("updated_at")
    dated = [*waiting[:MAX_ROWS], *scheduled[:MAX_ROWS], *public[:MAX_ROWS]]
    return dated, list(review[:MAX_WAITING])


def _shorten(day: Day) -> None:
    """Leave the newest published stories of a day and count the others."""
    left_out = {card.pk for card in day.published[:-MAX_PUBLISHED_SHOWN]}
    day.hidden = len(left_out)
    day.cards = [card for card in day.cards if not (card.is_public and card.pk in left_out)]
