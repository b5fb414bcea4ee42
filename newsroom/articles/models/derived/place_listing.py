"""Which places' pages list an article: its own place and those that it lies in."""

from __future__ import annotations

from django.db import models

from newsroom.articles.querysets import ListedQuerySet


class ArticlePlace(models.Model):
    """An article on the page of a place. Only `newsroom.articles.listings.index` writes this table."""

    invalidates_page_cache = False

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="listed_places"
    )
    # Big, as prepared queries need it (`newsroom.web.prepared_queries`).
    place = models.BigIntegerField()
    # Copy of the article's listing date.
    listed_at = models.DateTimeField(null=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = "พื้นที่ของข่าว"
        verbose_name_plural = "พื้นที่ของข่าว"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "place"], name="articleplace_lists_an_article_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-listed_at", "-article"], name="articleplace_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.place}"
