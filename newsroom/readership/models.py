"""How many read what, and never who.

A reader is counted once a story and day. To know a second visit from a first, today's readings are
kept as truncated keyed hashes; their key, random and new each day, is thrown away together with
them when the day is over. What stays are numbers.
"""

from __future__ import annotations

from django.db import models

from newsroom.articles.models import Article

# Stands for the paper as a whole where a story's number could stand.
WHOLE_PAPER = 0


class DaySecret(models.Model):
    """The key of one day's hashes; all processes and servers share it."""

    day = models.DateField(primary_key=True)
    secret = models.BinaryField(max_length=32)

    changes_pages = False

    class Meta:
        verbose_name = "กุญแจของวัน"
        verbose_name_plural = "กุญแจของวัน"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)


class SeenToday(models.Model):
    """That somebody unknown has read a story (or, with `WHOLE_PAPER`, anything) on a day.

    `token` has the story in it, so that two rows of one reader have nothing in common.
    """

    day = models.DateField()
    story = models.PositiveBigIntegerField()
    token = models.BigIntegerField()

    changes_pages = False

    class Meta:
        verbose_name = "การอ่านวันนี้"
        verbose_name_plural = "การอ่านวันนี้"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["day", "story", "token"],
                name="a_reader_counts_once_a_story_and_day",
                violation_error_message="ผู้อ่านคนนี้นับไปแล้วในวันนี้",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.story}"


class StoryReaders(models.Model):
    """How many read a story for the first time that day, in an hour of Bangkok's clock.

    After `counting.HOURS_KEPT` only the day's total is left, at hour 0.
    """

    # The rule below is the index by story.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, db_index=False, related_name="readers"
    )
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    readers = models.PositiveIntegerField()

    changes_pages = False

    class Meta:
        verbose_name = "ผู้อ่านของข่าว"
        verbose_name_plural = "ผู้อ่านของข่าว"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "hour"],
                name="readers_of_a_story_are_one_number_an_hour",
                violation_error_message="มีจำนวนผู้อ่านของชั่วโมงนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(hour__lte=23),
                name="an_hour_is_of_the_clock",
                violation_error_message="ชั่วโมงต้องอยู่ระหว่าง 0 ถึง 23",
            ),
        ]
        # All that most read asks for, so that the rows themselves need not be looked up.
        indexes = [
            models.Index(fields=["day", "hour", "article", "readers"], name="readers_by_hour")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.hour}: {self.readers}"


class DayReaders(models.Model):
    """How many read the paper on a day, whatever they read."""

    day = models.DateField(primary_key=True)
    readers = models.PositiveIntegerField()

    changes_pages = False

    class Meta:
        verbose_name = "ผู้อ่านของวัน"
        verbose_name_plural = "ผู้อ่านของวัน"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}: {self.readers}"
