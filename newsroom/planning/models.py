"""The news plan: ideas for stories, who does them, and when they are due."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models import Article, Section
from newsroom.articles.querysets import LONG_TEXT_FIELDS
from newsroom.fields.text import LineField, ProseField
from newsroom.thai.dates import BANGKOK


class State(models.TextChoices):
    """What is to become of an idea."""

    OPEN = "open", "ต้องทำ"
    DONE = "done", "เสร็จแล้ว"
    DROPPED = "dropped", "ไม่ทำ"


class IdeaQuerySet(models.QuerySet["Idea"]):
    """Ideas, read as sentences: `Idea.objects.open().undated().for_calendar()`."""

    def open(self) -> IdeaQuerySet:
        """Ideas that are still to be done and have no story yet."""
        return self.filter(state=State.OPEN, article=None)

    def due_between(self, first: date, last: date) -> IdeaQuerySet:
        """Ideas due from `first` to `last`, both inclusive."""
        return self.filter(due_on__gte=first, due_on__lte=last)

    def undated(self) -> IdeaQuerySet:
        """Ideas without a day."""
        return self.filter(due_on=None)

    def overdue(self, today: date) -> IdeaQuerySet:
        """Open ideas whose day has passed."""
        return self.open().filter(due_on__lt=today)

    def for_calendar(self) -> IdeaQuerySet:
        """With what a card of the calendar shows, in one query."""
        related = "assignee", "photographer", "section", "article"
        deferred = (f"article__{name}" for name in LONG_TEXT_FIELDS)
        return self.select_related(*related).defer(*deferred)


class Idea(models.Model):
    """Something to report on: what, who, when, whether a photo is needed; later the story it became.

    `due_on` and `due_time` are of Bangkok's calendar and clock; without a time it is due that day.
    """

    State = State

    what = LineField("เรื่อง", max_length=200, help_text="เป็นพาดหัวชั่วคราวของข่าวที่เขียนจากแผนนี้")
    notes = ProseField(
        "รายละเอียด", blank=True, help_text="แหล่งข่าว สถานที่ เบอร์โทร ประเด็นที่ต้องถาม ไปเป็นโน้ตถึงกองของข่าว"
    )
    due_on = models.DateField(
        "วัน", null=True, blank=True, help_text="เช่น พรุ่งนี้ หรือ 6/8/2569 เว้นว่างได้"
    )
    due_time = models.TimeField("เวลา", null=True, blank=True, help_text="เช่น 18.00 เว้นว่างได้")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้รับผิดชอบ",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    photo_needed = models.BooleanField("ต้องมีภาพ", default=False)
    photographer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ถ่ายภาพ",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    section = models.ForeignKey(
        Section,
        verbose_name="หมวด",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField("สถานะ", max_length=8, choices=State.choices, default=State.OPEN)
    article = models.OneToOneField(
        Article,
        verbose_name="ข่าวที่เขียนจากแผนนี้",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="idea",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้เสนอ",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("เสนอเมื่อ", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("บันทึกล่าสุด", auto_now=True)

    objects = IdeaQuerySet.as_manager()

    # Readers never see the plan.
    invalidates_page_cache = False

    class Meta:
        verbose_name = "แผนข่าว"
        verbose_name_plural = "แผนข่าว"
        ordering = [models.F("due_on").desc(nulls_first=True), "due_time", "-pk"]
        permissions = [("assign_idea", "แก้แผนข่าวของทุกคนและมอบหมายงาน")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(what=""),
                name="idea_says_what",
                violation_error_message="แผนข่าวต้องมีเรื่อง",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="idea_state_is_known",
                violation_error_message="สถานะนี้ไม่มีอยู่",
            ),
            models.CheckConstraint(
                condition=models.Q(due_time=None) | models.Q(due_on__isnull=False),
                name="idea_with_a_time_has_a_day",
                violation_error_message="ใส่เวลาแล้ว กรุณาใส่วันด้วย",
            ),
        ]
        indexes = [models.Index(fields=["due_on", "due_time"], name="idea_by_day")]

    def __str__(self) -> str:
        return self.what

    @property
    def version(self) -> str:
        """Differs after every save: what a form started from."""
        return self.updated_at.isoformat()

    @property
    def due_at(self) -> datetime | None:
        """The moment it is due in Bangkok time; None without a time."""
        if self.due_on is None or self.due_time is None:
            return None
        return datetime.combine(self.due_on, self.due_time, BANGKOK)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done: `IdeaQuerySet.open` of one row."""
        return self.state == State.OPEN and self.article_id is None
