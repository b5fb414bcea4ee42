"""`{% load comments %}{% comments_for article %}`"""

from typing import Any

from django import template

from newsroom.articles.models import Article
from newsroom.comments.markup import empty_form, threads_html
from newsroom.comments.rules import is_open
from newsroom.comments.threads import threads_of

register = template.Library()


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comments_for(context: dict[str, Any], article: Article) -> dict[str, Any]:
    """The story's comments and the form to add one, or a notice that it is closed."""
    opened = is_open(article, context["identity"])
    threads = threads_of(article) if article.visible_comment_count else []
    return {
        "article": article,
        "threads": threads_html(threads, opened),
        "is_open": opened,
        "form": empty_form(article) if opened else "",
    }
