"""Posting a comment, without script and without a cookie.

The form stands in pages that caches keep, so there is no CSRF cookie to compare: posts from other
sites are refused by `newsroom.web.security.SameSitePosts`.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from newsroom.articles.models import Article
from newsroom.articles.views import LARGEST_ID
from newsroom.comments.models import Comment
from newsroom.comments.rules import CLOSED, PER_ADDRESS, TOO_MANY, CommentForm, form_time, is_open
from newsroom.comments.services import submit_comment
from newsroom.web.caching import private, public
from newsroom.web.proxies import client_address


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment: 303 to the thanks; 400, 403, 410 or 429 with the text kept and told why."""
    article, refusal = _story(request, pk)
    if article is None:
        return refusal
    if request.method != "POST":
        return redirect(f"{article.get_absolute_url()}#comments")
    if not is_open(article, request.identity):  # type: ignore[attr-defined]
        return _form_page(request, article, None, status=403, notice=CLOSED)
    parent = _parent(article, request.POST.get("parent"))
    form = CommentForm(request.POST, article=article)
    if form.is_trap_sprung:
        return redirect("comments:thanks", pk)
    if not form.is_valid():
        return _form_page(request, article, _again(form, article), parent=parent, status=400)
    if not PER_ADDRESS.allow(client_address(request)):
        return _form_page(
            request, article, _again(form, article), parent=parent, status=429, notice=TOO_MANY
        )
    comment = submit_comment(
        article=article,
        name=form.cleaned_data["name"],
        body=form.cleaned_data["body"],
        email=form.cleaned_data["email"],
        parent=parent,
        address=client_address(request),
        port=getattr(request, "client_port", None),
        user_agent=request.headers.get("User-Agent", ""),
        moderate_all=request.identity.comment_moderation == "all",  # type: ignore[attr-defined]
    )
    if comment.status == Comment.Status.VISIBLE:
        return _see_other(comment.get_absolute_url())
    return _see_other(f"{article.get_absolute_url()}comments/thanks/")


@require_safe
@public(seconds=300)
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens to a comment that waits for a moderator."""
    article, refusal = _story(request, pk)
    if article is None:
        return refusal
    return render(request, "comments/thanks.html", {"article": article})


@require_safe
@public(seconds=60)
def reply(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """The form to answer one comment."""
    article, refusal = _story(request, pk)
    if article is None:
        return refusal
    if comment_pk > LARGEST_ID:
        raise Http404
    parent = get_object_or_404(Comment.objects.visible(), pk=comment_pk, article=article)
    if not is_open(article, request.identity):  # type: ignore[attr-defined]
        return _form_page(request, article, None, status=403, notice=CLOSED)
    form = CommentForm(article=article, initial={"made": form_time(article), "parent": parent.pk})
    return _form_page(request, article, form, parent=parent, status=200)


def _story(request: HttpRequest, pk: int) -> tuple[Article | None, HttpResponse]:
    """The public story, or None and the answer: 410 for a withdrawn one; an unknown one is 404."""
    if pk > LARGEST_ID:
        raise Http404
    article = Article.objects.published().filter(pk=pk).first()
    if article is not None:
        return article, HttpResponse()
    if Article.objects.withdrawn().filter(pk=pk).exists():
        return None, render(request, "articles/withdrawn.html", status=410)
    raise Http404


def _parent(article: Article, number: str | None) -> Comment | None:
    """The comment that is answered; one that is gone or hidden makes the answer a new thread."""
    if not number or not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return Comment.objects.visible().filter(article=article, pk=int(number)).first()


def _again(form: CommentForm, article: Article) -> CommentForm:
    """The same form with the reader's words, and a fresh time so that sending again works."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["made"] = form_time(article)
    form.data = data
    return form


def _form_page(
    request: HttpRequest,
    article: Article,
    form: CommentForm | None,
    *,
    status: int,
    parent: Comment | None = None,
    notice: str = "",
) -> HttpResponse:
    context = {"article": article, "form": form, "parent": parent, "notice": notice}
    return render(request, "comments/form.html", context, status=status)


def _see_other(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response
