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

    changes_pages = False

    class Meta:
        verbose_name = "ข้อความสำหรับค้นหา"
        verbose_name_plural = "ข้อความสำหรับค้นหา"
        # Narrow, so that counting and looking by date read no text.
        indexes = [models.Index(fields=["-visible_from"], name="search_text_by_date")]

    def __str__(self) -> str:
        return self.title


class RelatedStory(models.Model):
    """That readers of a story may want to read another: picked by an editor, or found when one of
    the two was saved. An editor's picks stand first, in the editor's order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_stories")
    related = models.ForeignKey(
        Article, verbose_name="ข่าว", on_delete=models.CASCADE, related_name="+"
    )
    is_picked = models.BooleanField(default=False, editable=False)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    score = models.FloatField(default=0, editable=False)

    class Meta:
        verbose_name = "ข่าวที่เกี่ยวข้อง"
        verbose_name_plural = "ข่าวที่เกี่ยวข้อง"
        ordering = ["-is_picked", "position", "-score", "-related_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "related", "is_picked"],
                name="a_story_is_related_once",
                violation_error_message="เลือกข่าวนี้ไว้แล้ว",
            ),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("related")),
                name="a_story_is_not_related_to_itself",
                violation_error_message="ข่าวเกี่ยวข้องกับตัวเองไม่ได้",
            ),
        ]

    def __str__(self) -> str:
        return str(self.related)
