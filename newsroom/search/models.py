"""What is searched: each story's folded text, over which the database keeps its index of grams."""

from django.db import models

from newsroom.articles.models import Article


class SearchText(models.Model):
    """The folded text of one story (T-N3), whatever its state.

    The database itself keeps the gram index over these columns, by trigger or expression
    (`newsroom.search.engines`), so the two can never differ, however a row came or went.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    # Small columns first: a database reads them without the long text behind them.
    visible_from = models.DateTimeField(null=True)
    section_id = models.BigIntegerField(null=True)
    title = models.TextField()
    word_starts = models.TextField()
    labels = models.TextField()
    text = models.TextField()

    class Meta:
        verbose_name = "ข้อความสำหรับค้นหา"
        verbose_name_plural = "ข้อความสำหรับค้นหา"

    def __str__(self) -> str:
        return self.title


class RelatedStory(models.Model):
    """That readers of a story may want to read another, found when one of the two was saved."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    related = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()

    class Meta:
        verbose_name = "ข่าวที่เกี่ยวข้อง"
        verbose_name_plural = "ข่าวที่เกี่ยวข้อง"
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="related_once"),
        ]
        indexes = [models.Index(fields=["article", "-score"], name="related_best_first")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id}"
