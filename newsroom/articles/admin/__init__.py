"""Articles, sections, authors and tags in the admin."""

from newsroom.articles.admin.article import ArticleAdmin as ArticleAdmin
from newsroom.articles.admin.authors import AuthorAdmin as AuthorAdmin
from newsroom.articles.admin.sections import SectionAdmin as SectionAdmin
from newsroom.articles.admin.tags import TagAdmin as TagAdmin
