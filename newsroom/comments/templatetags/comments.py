"""`{% load comments %}{% comments_for article %}`"""

from typing import Any

from django import template

from newsroom.articles.models import Article
from newsroom.comments.rules import FORM_FIRST_ABOVE, is_open
from newsroom.comments.threads.pagination import ThreadPage, load_page
from newsroom.comments.threads.rendering import empty_form, threads_html

register = template.Library()


@register.simple_tag(takes_context=True)
def has_comments(context: dict[str, Any], article: Article) -> bool:
    """Whether `comments_for` shows anything: comments, or the form to write the first."""
    return article.visible_comment_count > 0 or is_open(article, context["site_settings"])


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comments_for(
    context: dict[str, Any], article: Article, page: ThreadPage | None = None
) -> dict[str, Any]:
    """A page of the article's comments and the form to add one; nothing if closed and without any."""
    can_comment = is_open(article, context["site_settings"])
    if page is None and article.visible_comment_count:
        page = load_page(article)
    return {
        "article": article,
        "page": page,
        "threads": threads_html(page.threads, can_comment) if page else "",
        "is_open": can_comment,
        "is_form_first": article.visible_comment_count > FORM_FIRST_ABOVE,
        "form": empty_form(article) if can_comment else "",
    }
