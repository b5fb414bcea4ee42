"""A page as readers see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsroom.articles.listings.references import fill_html
from newsroom.articles.models import Author
from newsroom.body.rendering.blocks import render_body
from newsroom.images.models import Photo
from newsroom.pages.models import Page
from newsroom.pages.querysets import Status
from newsroom.pages.site_pages import public_pages
from newsroom.web.cache_control import cache_publicly


@require_safe
@cache_publicly(seconds=300)
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page; 410 if it was withdrawn, 404 while it is a draft."""
    page = get_object_or_404(Page.objects.select_related("parent"), slug=slug)
    if page.status == Status.WITHDRAWN:
        return render(request, "errors/410.html", status=410)
    if not page.is_published:
        raise Http404("ไม่มีหน้านี้")
    return render_page(request, page)


def render_page(request: HttpRequest, page: Page, preview: bool = False) -> HttpResponse:
    """The page in any state: the caller decides who may see it."""
    is_team = page.kind == Page.Kind.TEAM
    context = {
        "site_page": page,
        "rendered": fill_html(render_body(page.body, Photo.objects.in_bulk), for_desk=preview),
        "above": [one for one in page.line()[:-1] if one.is_published],
        "below": [one for one in public_pages() if one.parent_id == page.pk],
        "team": team() if is_team else [],
        "preview": preview,
    }
    return render(request, "pages/page.html", context)


def team() -> list[Author]:
    """Those who work for the paper now and have a job title, by name."""
    authors = Author.objects.filter(is_current=True).exclude(job_title="")
    return list(authors.select_related("photo"))
