"""Comments as HTML, and the empty form: written in Python, for a page has many of the one and
always the same of the other."""

from __future__ import annotations

from html import escape

from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles.models import Article
from newsroom.comments.rules import CommentForm, form_time
from newsroom.comments.threads import Shown, Thread
from newsroom.thai.dates import in_bangkok, iso_bangkok, thai_datetime
from newsroom.web.pages import kept

# Stand in the kept form for what differs from story to story; no text of ours has them.
_MADE, _STORY = "{made}", "/news/0/"


def threads_html(threads: list[Thread], can_reply: bool) -> SafeString:
    """The threads; each comment with a link to answer it where comments are open."""
    return mark_safe("".join(_thread(thread, can_reply) for thread in threads))  # noqa: S308  as below


def _thread(thread: Thread, can_reply: bool) -> str:
    first = (
        _comment(thread.comment, can_reply)
        if thread.comment
        else '<p class="comment-gone">ความคิดเห็นนี้ถูกซ่อน</p>'
    )
    replies = "".join(_comment(reply, can_reply) for reply in thread.replies)
    under = f'<div class="replies">{replies}</div>' if replies else ""
    return f'<div class="thread">{first}{under}</div>'


def _comment(comment: Shown, can_reply: bool) -> str:
    """A comment; every text in it is escaped."""
    place = f"comment-{comment.pk}"
    name = escape(comment.name)
    reply = (
        f'<p class="comment-reply"><a href="/news/{comment.article_id}/comments/reply/{comment.pk}/" rel="nofollow">'
        f'ตอบ<span class="visually-hidden"> {name}</span></a></p>'
        if can_reply
        else ""
    )
    at = in_bangkok(comment.created_at)
    when = f'<time datetime="{iso_bangkok(at)}">{thai_datetime(at)}</time>'
    return (
        f'<article class="comment" id="{place}"><header><h3 class="comment-name">{name}</h3> '
        f'<a class="comment-time" href="#{place}">{when}</a></header>'
        f'<div class="comment-body">{_paragraphs(comment.body)}</div>{reply}</article>'
    )


def _paragraphs(text: str) -> str:
    # Most comments are one line, for which Django's way to the same takes ten times as long.
    return linebreaks(text, autoescape=True) if "\n" in text else f"<p>{escape(text)}</p>"


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
