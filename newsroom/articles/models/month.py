"""Months of each list, counted when stories come and go instead of when somebody looks."""

from django.db import models


class ListMonth(models.Model):
    """How many stories of a list are dated in a month of Bangkok's, scheduled ones included.

    `list` is `section:3`, `tag:12`, `author:5`, or empty for the whole paper.
    """

    changes_pages = False

    list = models.CharField(max_length=30, blank=True)
    first_day = models.DateField()
    stories = models.IntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "เดือนของรายการข่าว"
        verbose_name_plural = "เดือนของรายการข่าว"
        constraints = [
            models.UniqueConstraint(fields=["list", "first_day"], name="a_list_has_a_month_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.first_day:%Y-%m}: {self.stories}"


class Filed(models.Model):
    """Where a story is counted; not a column of the story, whose saves would undo it."""

    changes_pages = False

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="filed"
    )
    listed_at = models.DateTimeField(null=True)
    # The lists it is counted in, parted by blanks, besides the whole paper's.
    lists = models.TextField(blank=True)

    class Meta:
        verbose_name = "ที่เก็บของข่าว"
        verbose_name_plural = "ที่เก็บของข่าว"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.listed_at or 'ไม่แสดง'}"
