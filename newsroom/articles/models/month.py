"""Months of the archive, counted when stories come and go instead of when somebody looks."""

from django.db import models


class ArchiveMonth(models.Model):
    """How many stories are dated in a month of Bangkok's, scheduled ones included."""

    changes_pages = False

    first_day = models.DateField(primary_key=True)
    stories = models.IntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "เดือนในคลังข่าว"
        verbose_name_plural = "เดือนในคลังข่าว"

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m}: {self.stories}"


class Filed(models.Model):
    """Under which date a story is counted; not a column of the story, whose saves would undo it."""

    changes_pages = False

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="filed"
    )
    listed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "วันที่ในคลังข่าว"
        verbose_name_plural = "วันที่ในคลังข่าว"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.listed_at or 'ไม่แสดง'}"
