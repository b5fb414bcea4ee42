"""Denormalised listing data, written when articles change so that pages need not count or sort.

Only `newsroom.articles.listings.index` writes these tables.
"""

from django.db import models


class ArticleListing(models.Model):
    """Last listing state written for an article: its date and its listing keys.

    A separate table because a stale `Article.save()` would overwrite a column.
    """

    invalidates_page_cache = False

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    listed_at = models.DateTimeField(null=True)
    # Space-separated keys of the listings that count the article, without that of all articles.
    listing_keys = models.TextField(blank=True)

    class Meta:
        verbose_name = "ที่เก็บของข่าว"
        verbose_name_plural = "ที่เก็บของข่าว"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.listed_at or 'ไม่แสดง'}"


class MonthlyArticleCount(models.Model):
    """How many articles of a listing are dated in a month (Bangkok time), scheduled ones included.

    `listing_key` is `section:3`, `tag:12`, `author:5`, or empty for all articles.
    """

    invalidates_page_cache = False

    listing_key = models.CharField(max_length=30, blank=True)
    first_day = models.DateField()
    article_count = models.IntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "เดือนของรายการข่าว"
        verbose_name_plural = "เดือนของรายการข่าว"
        constraints = [
            models.UniqueConstraint(
                fields=["listing_key", "first_day"],
                name="monthlyarticlecount_counts_a_month_of_a_listing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_key} {self.first_day:%Y-%m}: {self.article_count}"
