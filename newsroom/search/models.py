"""What is searched: each story's text under the key of T-N3."""

from django.db import models

from newsroom.articles.models import Article


class SearchText(models.Model):
    """The folded text of one story. Every state is kept; a search asks only for public ones."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    title = models.TextField()
    text = models.TextField()

    class Meta:
        verbose_name = "ข้อความสำหรับค้นหา"
        verbose_name_plural = "ข้อความสำหรับค้นหา"

    def __str__(self) -> str:
        return self.title
