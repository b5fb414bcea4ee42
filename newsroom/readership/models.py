"""Readers of each article by hour, and of the site by day, counted without identifying anybody.

A reader is counted once for each article and day. To recognise a second visit, truncated keyed
hashes of the day's visits are stored; their key, random and new each day, is deleted together with
them when the day is over. Only the counts remain.
"""

from __future__ import annotations

from django.db import models

from newsroom.articles.models import Article

# In place of an article's id: a visit to the site, whichever article it was.
ALL_ARTICLES_ID = 0


class DailySalt(models.Model):
    """The key of one day's hashes; all processes and servers share it."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    invalidates_page_cache = False

    class Meta:
        verbose_name = "กุญแจของวัน"
        verbose_name_plural = "กุญแจของวัน"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)


class VisitToken(models.Model):
    """The fact that an unknown reader read an article (or any: `ALL_ARTICLES_ID`) on a day.

    The article's id is hashed into `token`, so that two rows of one reader cannot be linked.
    """

    day = models.DateField()
    article_id = models.PositiveBigIntegerField()
    token = models.BigIntegerField()

    invalidates_page_cache = False

    class Meta:
        verbose_name = "การอ่านวันนี้"
        verbose_name_plural = "การอ่านวันนี้"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["day", "article_id", "token"],
                name="visittoken_once_per_day_and_article",
                violation_error_message="ผู้อ่านคนนี้นับไปแล้วในวันนี้",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.article_id}"


class HourlyArticleReaders(models.Model):
    """Number of people who read an article for the first time that day, by hour (Bangkok time).

    Of days before `visit_counter.HOURLY_RETENTION` only the total remains, in the row of hour 0.
    """

    # The unique constraint is the index by article.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, db_index=False, related_name="readers"
    )
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    readers = models.PositiveIntegerField()

    invalidates_page_cache = False

    class Meta:
        verbose_name = "ผู้อ่านของข่าว"
        verbose_name_plural = "ผู้อ่านของข่าว"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "hour"],
                name="hourlyarticlereaders_one_row_per_hour",
                violation_error_message="มีจำนวนผู้อ่านของชั่วโมงนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(hour__lte=23),
                name="hourlyarticlereaders_hour_is_of_a_day",
                violation_error_message="ชั่วโมงต้องอยู่ระหว่าง 0 ถึง 23",
            ),
        ]
        # Covers the query of the most read articles, which then reads no table rows.
        indexes = [
            models.Index(fields=["day", "hour", "article", "readers"], name="readers_by_hour")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.hour}: {self.readers}"


class DailyReaders(models.Model):
    """Number of people who read anything on the site on a day."""

    day = models.DateField(primary_key=True)
    readers = models.PositiveIntegerField()

    invalidates_page_cache = False

    class Meta:
        verbose_name = "ผู้อ่านของวัน"
        verbose_name_plural = "ผู้อ่านของวัน"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}: {self.readers}"
