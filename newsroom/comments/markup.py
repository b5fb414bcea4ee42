"""A comment as HTML, and the empty form: written in Python, for a page has many of the one and
always the same of the other."""

from __future__ import annotations

from html import escape

from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.comments.rules import CommentForm, form_time
from newsroom.thai.dates import iso_bangkok, thai_datetime
from newsroom.web.pages import kept

# Stand in the kept form for what differs from story to story; no text of ours has them.
_MADE, _STORY = "{made}", "/news/0/"


def comment_html(comment: Comment, can_reply: bool) -> SafeString:
    """The comment; with the link to answer it where comments are open."""
    place = f"comment-{comment.pk}"
    name = escape(comment.name)
    reply = (
        f'<p class="comment-reply"><a href="/news/{comment.article_id}/comments/reply/{comment.pk}/" rel="nofollow">'
        f'ตอบ<span class="visually-hidden"> {name}</span></a></p>'
        if can_reply
        else ""
    )
    when = f'<time datetime="{iso_bangkok(comment.created_at)}">{thai_datetime(comment.created_at)}</time>'
    return mark_safe(  # noqa: S308  every text is escaped
        f'<article class="comment" id="{place}"><header><h3 class="comment-name">{name}</h3> '
        f'<a class="comment-time" href="#{place}">{when}</a></header>'
        f'<div class="comment-body">{linebreaks(comment.body, autoescape=True)}</div>{reply}</article>'
    )


def empty_form(article: Article) -> SafeString:
    """The form to comment on a story."""
    html = kept("comment form", _form_for_any_story)
    address = article.get_absolute_url()
    return mark_safe(  # noqa: S308  a template's output, a signature and a number
        html.replace(_MADE, form_time(article)).replace(_STORY, address)
    )


def _form_for_any_story() -> str:
    article = Article(pk=0)
    form = CommentForm(article=article, initial={"made": _MADE})
    return render_to_string("comments/_form.html", {"form": form, "article": article})
