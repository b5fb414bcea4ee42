"""What the newsroom publishes, who wrote it, and where it is filed."""

from newsroom.articles.models.article import Article, Byline, Credit
from newsroom.articles.models.author import Author
from newsroom.articles.models.correction import Correction
from newsroom.articles.models.desk import Note, Presence, Revision
from newsroom.articles.models.month import Filed, ListMonth
from newsroom.articles.models.photo_use import PhotoUse
from newsroom.articles.models.section import Section
from newsroom.articles.models.tag import FormerTag, Tag, TaggedArticle

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Correction",
    "Credit",
    "Filed",
    "FormerTag",
    "ListMonth",
    "Note",
    "PhotoUse",
    "Presence",
    "Revision",
    "Section",
    "Tag",
    "TaggedArticle",
]
