"""The front page and the pages about the paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.body import render_body
from newsroom.articles.teasers import all_sections
from newsroom.site.front import front_page
from newsroom.web.caching import public


@require_safe
@public(seconds=60)
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    sections = all_sections()
    context = {"front": front_page(sections), "nav_sections": sections, "today": timezone.now()}
    return render(request, "site/home.html", context)


@require_safe
@public(seconds=300)
def about(request: HttpRequest) -> HttpResponse:
    """Who we are."""
    text = render_body(request.identity.about)  # type: ignore[attr-defined]
    return render(request, "site/about.html", {"rendered": text})


@require_safe
@public(seconds=300)
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach us."""
    return render(request, "site/contact.html")


@require_safe
@public(seconds=300)
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep of readers, and for how long."""
    text = render_body(request.identity.privacy)  # type: ignore[attr-defined]
    return render(request, "site/privacy.html", {"rendered": text})


@require_safe
@public(seconds=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look when a page names no icon."""
    return redirect(static("icons/favicon.svg"))
