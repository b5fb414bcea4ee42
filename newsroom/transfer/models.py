"""Where imported things came from, and old addresses."""

from django.db import models

from newsroom.articles.models import Article


class Redirect(models.Model):
    """An address of the former site, answered with a 301 to ours (T-U4).

    `old_path` is in the form of `newsroom.transfer.redirects.normalise`: decoded, cleaned Thai,
    without a slash at the end; a query such as `?p=123` belongs to it.
    """

    old_path = models.CharField("ที่อยู่เดิม", max_length=500, unique=True)
    target = models.CharField("ที่อยู่ใหม่", max_length=500)

    class Meta:
        verbose_name = "ที่อยู่เดิม"
        verbose_name_plural = "ที่อยู่เดิม"
        ordering = ["old_path"]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.target}"


class ImportedStory(models.Model):
    """That a story came from elsewhere: what makes an import repeatable.

    `source` and `key` name the story there (`https://old.example`, `post 1204`); `fingerprint`
    says what it looked like when it was last read, so that an unchanged story is left alone,
    together with whatever the newsroom has done to it since.
    """

    source = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="imported_from")
    fingerprint = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = "ข่าวที่นำเข้า"
        verbose_name_plural = "ข่าวที่นำเข้า"
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="a_story_is_imported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
