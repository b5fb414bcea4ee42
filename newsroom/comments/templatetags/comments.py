"""`{% load comments %}{% comments_for article %}`"""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from newsroom.articles.models import Article
from newsroom.comments.markup import comment_html, empty_form
from newsroom.comments.models import Comment
from newsroom.comments.rules import is_open
from newsroom.comments.threads import threads_of

register = template.Library()


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comments_for(context: dict[str, Any], article: Article) -> dict[str, Any]:
    """The story's comments and the form to add one, or a notice that it is closed."""
    opened = is_open(article, context["identity"])
    return {
        "article": article,
        "threads": threads_of(article) if article.visible_comment_count else [],
        "is_open": opened,
        "form": empty_form(article) if opened else "",
    }


@register.simple_tag
def one_comment(comment: Comment, can_reply: bool) -> SafeString:
    """One comment."""
    return comment_html(comment, can_reply)
