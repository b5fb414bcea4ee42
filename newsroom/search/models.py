"""What is searched, and which articles are related."""

from django.db import models

from newsroom.articles.models import Article


class SearchDocument(models.Model):
    """The folded text of one article (T-N3), whatever its state.

    The database keeps the trigram index over these columns in step by itself, with triggers or an
    expression index (`newsroom.search.backends`).
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="search_document"
    )
    # Short columns first: they are read without loading the long text behind them.
    # From when the article is public; None if it is not going to be.
    published_at = models.DateTimeField(null=True)
    section_id = models.BigIntegerField(null=True)
    title = models.TextField()
    # Where the words of the title begin, as offsets into the title without spaces: `0 3 7`.
    word_offsets = models.TextField()
    # Names of the tags and authors, one a line.
    keywords = models.TextField()
    # The standfirst, a line break, the body.
    text = models.TextField()

    invalidates_page_cache = False

    class Meta:
        verbose_name = "ข้อความสำหรับค้นหา"
        verbose_name_plural = "ข้อความสำหรับค้นหา"
        # Also counts and dates documents without reading their text.
        indexes = [models.Index(fields=["-published_at"], name="searchdocument_newest_first")]

    def __str__(self) -> str:
        return self.title


class RelatedArticle(models.Model):
    """A link from an article to a related one: chosen by an editor (`is_manual`), or computed when
    either was saved. An editor's choices come first, by `position`; the others by `score`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_articles")
    related = models.ForeignKey(
        Article, verbose_name="ข่าว", on_delete=models.CASCADE, related_name="+"
    )
    is_manual = models.BooleanField(default=False, editable=False)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    score = models.FloatField(default=0, editable=False)

    class Meta:
        verbose_name = "ข่าวที่เกี่ยวข้อง"
        verbose_name_plural = "ข่าวที่เกี่ยวข้อง"
        ordering = ["-is_manual", "position", "-score", "-related_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "related", "is_manual"],
                name="relatedarticle_is_listed_once",
                violation_error_message="เลือกข่าวนี้ไว้แล้ว",
            ),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("related")),
                name="relatedarticle_is_another_article",
                violation_error_message="ข่าวเกี่ยวข้องกับตัวเองไม่ได้",
            ),
        ]

    def __str__(self) -> str:
        return str(self.related)
