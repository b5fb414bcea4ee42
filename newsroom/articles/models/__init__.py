"""What the newsroom publishes, who wrote it, and where it is filed."""

from newsroom.articles.models.article import Article, Byline, Credit
from newsroom.articles.models.author import Author
from newsroom.articles.models.month import ArchiveMonth, Filed
from newsroom.articles.models.section import Section
from newsroom.articles.models.tag import Tag, TaggedArticle

__all__ = [
    "ArchiveMonth",
    "Article",
    "Author",
    "Byline",
    "Credit",
    "Filed",
    "Section",
    "Tag",
    "TaggedArticle",
]
