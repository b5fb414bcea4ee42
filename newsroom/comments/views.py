"""Posting a comment, without JavaScript and without a cookie.

The form is part of cached pages, so readers have no CSRF token; `SameOriginPostMiddleware` refuses
posts from other sites.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from newsroom.articles.models import Article
from newsroom.articles.views.shortcuts import with_public_article
from newsroom.comments.email_verification import find_by_token, prove_email
from newsroom.comments.forms import CommentForm
from newsroom.comments.models import Comment
from newsroom.comments.rules import COMMENTS_PER_IP, is_open
from newsroom.comments.services import submit_comment
from newsroom.comments.threads.pagination import load_page, page_url, url_of_comment
from newsroom.web.cache_control import cache_publicly
from newsroom.web.converters import parse_id
from newsroom.web.pagination import requested_page
from newsroom.web.rate_limits import client_network
from newsroom.web.requests import NewsroomRequest

CLOSED_MESSAGE = "ปิดรับความคิดเห็นแล้ว"
RATE_LIMIT_MESSAGE = "คุณส่งความคิดเห็นถี่เกินไป กรุณารอสักครู่แล้วส่งใหม่ ข้อความของคุณยังอยู่ด้านล่าง"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: NewsroomRequest, pk: int) -> HttpResponse:
    """The pages of comments after the first, which is on the article's page; a POST adds one."""
    return post(request, pk) if request.method == "POST" else comment_page(request, pk)


@cache_publicly(seconds=60)
@with_public_article()
def comment_page(request: HttpRequest, article: Article) -> HttpResponse:
    """Page N of the article's comments; the first one redirects to the article."""
    number = requested_page(request)
    if number == 1:
        return redirect(page_url(article.pk, 1))
    context = {
        "article": article,
        "page": load_page(article, number),
        "title": f"ความคิดเห็น หน้า {number}: {article.headline}",
        "path": page_url(article.pk, number),
    }
    return render(request, "comments/page.html", context)


@require_safe
@never_cache
@with_public_article()
def comment(request: HttpRequest, article: Article, comment_pk: int) -> HttpResponse:
    """The permanent link of a comment: leads to the page that shows it, else to the article."""
    visible = Comment.objects.visible().filter(article=article, pk=comment_pk).first()
    return redirect(url_of_comment(visible) if visible else page_url(article.pk, 1))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Proves an e-mail address by the link that was sent there.

    By a click on its page only: programs that look for viruses open every link in a message.
    """
    commenter = find_by_token(token)
    if commenter and request.method == "POST":
        prove_email(commenter)
    context = {"commenter": commenter, "is_done": request.method == "POST"}
    return render(request, "comments/confirm.html", context, status=200 if commenter else 404)


@never_cache
@with_public_article()
def post(request: NewsroomRequest, article: Article) -> HttpResponse:
    """Submit a comment: 303 on success.

    Otherwise 400 (invalid), 403 (closed) or 429 (rate limit) with a message and the form as it was
    filled in.
    """
    if not is_open(article, request.site_settings):
        return _form_response(request, article, None, status=403, message=CLOSED_MESSAGE)
    parent = _visible_parent(article, request.POST.get("parent"))
    form = CommentForm(request.POST, article=article)
    if not form.is_valid():
        form.renew_timestamp()
        return _form_response(request, article, form, parent=parent, status=400)
    if not COMMENTS_PER_IP.allow(client_network(request.client_ip)):
        form.renew_timestamp()
        response = _form_response(
            request, article, form, parent=parent, status=429, message=RATE_LIMIT_MESSAGE
        )
        response.headers["Retry-After"] = str(COMMENTS_PER_IP.retry_after)
        return response
    submitted = submit_comment(
        article=article,
        name=form.cleaned_data["name"],
        body=form.cleaned_data["body"],
        email=form.cleaned_data["email"],
        parent=parent,
        ip_address=request.client_ip,
        port=request.client_port,
        user_agent=request.headers.get("User-Agent", ""),
        moderate_all=request.site_settings.comment_moderation == "all" or form.honeypot_filled,
    )
    if submitted.status == Comment.Status.VISIBLE:
        return _see_other(url_of_comment(submitted))
    return _see_other(reverse("comments:thanks", args=[article.pk]))


@require_safe
@cache_publicly(seconds=300)
@with_public_article()
def thanks(request: HttpRequest, article: Article) -> HttpResponse:
    """Tells the reader that a moderator has to approve the comment first."""
    return render(request, "comments/thanks.html", {"article": article})


@require_safe
@cache_publicly(seconds=60)
@with_public_article()
def reply(request: NewsroomRequest, article: Article, comment_pk: int) -> HttpResponse:
    """The form to reply to one comment."""
    parent = get_object_or_404(Comment.objects.visible(), pk=comment_pk, article=article)
    if not is_open(article, request.site_settings):
        return _form_response(request, article, None, status=403, message=CLOSED_MESSAGE)
    form = CommentForm.unbound(article, parent=parent)
    return _form_response(request, article, form, parent=parent, status=200)


def _visible_parent(article: Article, value: str | None) -> Comment | None:
    """The comment replied to; None, which starts a new thread, if it is missing or hidden."""
    pk = parse_id(value)
    return Comment.objects.visible().filter(article=article, pk=pk).first() if pk else None


def _form_response(
    request: HttpRequest,
    article: Article,
    form: CommentForm | None,
    *,
    status: int,
    parent: Comment | None = None,
    message: str = "",
) -> HttpResponse:
    context = {"article": article, "form": form, "parent": parent, "message": message}
    return render(request, "comments/form.html", context, status=status)


def _see_other(url: str) -> HttpResponse:
    """A 303, which makes the browser GET the URL whatever the method of the request was."""
    response = redirect(url)
    response.status_code = 303
    return response
