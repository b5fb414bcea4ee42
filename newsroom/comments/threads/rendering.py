"""Comment threads and the empty form as HTML.

Built in Python, not by templates, for speed: a page may have hundreds of comments, and the form is
the same on every page but for two values.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles.models import Article
from newsroom.comments.forms import CommentForm, sign_form_timestamp
from newsroom.comments.threads.pagination import Thread, VisibleComment
from newsroom.pages.site_pages import paths_by_kind
from newsroom.thai.dates import in_bangkok, iso_bangkok, thai_date, thai_time
from newsroom.thai.lines.typography import typeset
from newsroom.web.page_cache.memo import memoize
from newsroom.web.url_templates import UrlTemplate

# Placeholders for what differs between articles; no article has that id.
_TIMESTAMP_PLACEHOLDER = "{timestamp}"
_ARTICLE_ID_PLACEHOLDER = 10**17

# Further replies of a thread are folded.
UNFOLDED_REPLIES = 2

_comment_url = UrlTemplate("comments:comment", pk=int, comment_pk=int)
_reply_url = UrlTemplate("comments:reply", pk=int, comment_pk=int)


def threads_html(threads: list[Thread], can_reply: bool) -> SafeString:
    """The threads; each comment with a link to reply if `can_reply`."""
    now = timezone.now()
    html = "".join(_thread_html(thread, can_reply, now) for thread in threads)
    return mark_safe(html)  # noqa: S308  `_comment_html` escapes every text


def _thread_html(thread: Thread, can_reply: bool, now: datetime) -> str:
    replies = [_comment_html(reply, can_reply, now) for reply in thread.replies]
    if thread.is_continued:
        first = _continuation_html(thread.comment)
    elif thread.comment:
        first = _comment_html(thread.comment, can_reply, now)
    else:
        first = '<p class="comment-gone">ความคิดเห็นนี้ถูกซ่อน</p>'
    replies_html = f'<div class="replies">{_folded(replies)}</div>' if replies else ""
    return f'<div class="thread">{first}{replies_html}</div>'


def _folded(replies: list[str]) -> str:
    """The first replies, and the others in a box that opens; links to them open it, too."""
    shown, rest = "".join(replies[:UNFOLDED_REPLIES]), replies[UNFOLDED_REPLIES:]
    if not rest:
        return shown
    summary = f"<summary>ดูอีก {len(rest)} คำตอบ</summary>"
    return f'{shown}<details class="more-replies">{summary}{"".join(rest)}</details>'


def _continuation_html(first: VisibleComment | None) -> str:
    if first is None:
        return '<p class="comment-gone">คำตอบต่อจากหน้าก่อน ของความคิดเห็นที่ถูกซ่อน</p>'
    url = _comment_url(pk=first.article_id, comment_pk=first.pk)
    link = f'<a href="{url}">ความคิดเห็นของ {escape(first.name)}</a>'
    return f'<p class="comment-gone">คำตอบต่อจากหน้าก่อน ของ{link}</p>'


def _comment_html(comment: VisibleComment, can_reply: bool, now: datetime) -> str:
    anchor = f"comment-{comment.pk}"
    name = escape(typeset(comment.name))
    ids = {"pk": comment.article_id, "comment_pk": comment.pk}
    reply_link = (
        f'<p class="comment-reply"><a href="{_reply_url(**ids)}" rel="nofollow">'
        f'ตอบ<span class="visually-hidden"> {name}</span></a></p>'
        if can_reply
        else ""
    )
    created_at = in_bangkok(comment.created_at)
    time = f'<time datetime="{iso_bangkok(created_at)}">{day_and_time(created_at, now)}</time>'
    return (
        f'<article class="comment" id="{anchor}"><header><h3 class="comment-name">{name}</h3> '
        f'<a class="comment-time" href="{_comment_url(**ids)}" rel="nofollow">{time}</a></header>'
        f'<div class="comment-body">{_paragraphs(comment.body)}</div>{reply_link}</article>'
    )


def day_and_time(value: datetime, now: datetime) -> str:
    """`วันนี้ 07.36 น.`, `เมื่อวาน 21.05 น.`, else `6 ส.ค. 2559 09.05 น.`: days as seen from `now`."""
    days = (in_bangkok(now).date() - in_bangkok(value).date()).days
    day = {0: "วันนี้", 1: "เมื่อวาน"}.get(days) or thai_date(value, "medium")
    return f"{day} {thai_time(value)}"


def _paragraphs(text: str) -> str:
    text = typeset(text)
    # Most comments are one line, for which `linebreaks` takes ten times as long.
    return linebreaks(text, autoescape=True) if "\n" in text else f"<p>{escape(text)}</p>"


def empty_form(article: Article) -> SafeString:
    """The form to comment on an article."""
    html = memoize("comment form", _form_with_placeholders)
    html = html.replace(_TIMESTAMP_PLACEHOLDER, sign_form_timestamp(article))
    html = html.replace(str(_ARTICLE_ID_PLACEHOLDER), str(article.pk))
    return mark_safe(html)  # noqa: S308  a template's output, a signature and an id


def _form_with_placeholders() -> str:
    article = Article(pk=_ARTICLE_ID_PLACEHOLDER)
    form = CommentForm(article=article, initial={"timestamp": _TIMESTAMP_PLACEHOLDER})
    context = {"form": form, "article": article, "page_paths": paths_by_kind()}
    return render_to_string("comments/_form.html", context)
