"""The tables of the app: articles, their people, their classification, their derived rows."""

from newsroom.articles.models.article import Article
from newsroom.articles.models.author import Author
from newsroom.articles.models.byline import Byline, Credit
from newsroom.articles.models.correction import Correction
from newsroom.articles.models.derived.document_usage import DocumentUsage
from newsroom.articles.models.derived.listing import ArticleListing, MonthlyArticleCount
from newsroom.articles.models.derived.photo_usage import PhotoUsage
from newsroom.articles.models.derived.place_listing import ArticlePlace
from newsroom.articles.models.editing import (
    EditingSession,
    EditorialNote,
    PendingChange,
    PersonalDraft,
    PreviewLink,
    ReviewClaim,
)
from newsroom.articles.models.revision import Revision
from newsroom.articles.models.section import Section
from newsroom.articles.models.tag import Tag, TagAlias, TaggedArticle

__all__ = [
    "Article",
    "ArticleListing",
    "ArticlePlace",
    "Author",
    "Byline",
    "Correction",
    "Credit",
    "DocumentUsage",
    "EditingSession",
    "EditorialNote",
    "MonthlyArticleCount",
    "PendingChange",
    "PersonalDraft",
    "PhotoUsage",
    "PreviewLink",
    "ReviewClaim",
    "Revision",
    "Section",
    "Tag",
    "TagAlias",
    "TaggedArticle",
]
