"""The front page, and files that programs ask for."""

from datetime import timedelta
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.listings.sections import cached_sections
from newsroom.fields.palettes import DEFAULT_PALETTE, LIGHT_GROUNDS, PALETTES
from newsroom.pages.site_pages import contact_path
from newsroom.site.brand.logo import manifest_icons
from newsroom.site.front_page.composition import front_page
from newsroom.thai.graphemes import graphemes
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.cache_control import cache_publicly
from newsroom.web.requests import NewsroomRequest

# RFC 9116 recommends less than a year; computed anew with each rendering.
SECURITY_TXT_VALID_FOR = timedelta(days=180)
# Graphemes of a name that fit below the icon on a home screen.
MAX_SHORT_NAME_LENGTH = 12


@require_safe
@cache_publicly(seconds=60)
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    sections = cached_sections()
    context = {"front": front_page(sections), "nav_sections": sections, "today": timezone.now()}
    return render(request, "site/home.html", context)


@require_safe
@cache_publicly(seconds=3600)
def security_txt(request: NewsroomRequest) -> HttpResponse:
    """Whom to tell of a security hole (RFC 9116): the site's e-mail address, else its contact page."""
    email = request.site_settings.email
    contact = f"mailto:{quote(email, safe='@')}" if email else absolute_url(contact_path(), request)
    expires = timezone.now().replace(hour=0, minute=0, second=0) + SECURITY_TXT_VALID_FOR
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: th, en",
        f"Canonical: {absolute_url(reverse('site:security_txt'), request)}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@cache_publicly(seconds=86400)
def favicon(request: NewsroomRequest) -> HttpResponse:
    """For programs that request `/favicon.ico` instead of the icon that pages name."""
    icon = request.site_settings.touch_icon
    return redirect(icon.url if icon else static("icons/favicon.svg"))


@require_safe
@cache_publicly(seconds=3600)
def manifest(request: NewsroomRequest) -> HttpResponse:
    """The web app manifest: name, colours and icons for the home screens of phones."""
    site = request.site_settings
    palette = PALETTES.get(site.palette, PALETTES[DEFAULT_PALETTE])
    home_url = reverse("site:home")
    icons = [
        {"src": icon.url, "sizes": f"{icon.width}x{icon.height}", "type": icon.mime_type}
        for icon in manifest_icons(site.icon)
    ] or [{"src": static("icons/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}]
    data = {
        "name": site.name,
        "short_name": "".join(graphemes(site.name)[:MAX_SHORT_NAME_LENGTH]),
        "description": site.tagline,
        "lang": "th",
        "id": home_url,
        "start_url": home_url,
        "scope": home_url,
        "display": "minimal-ui",
        "theme_color": palette.light_brand,
        "background_color": LIGHT_GROUNDS[0],
        "icons": icons,
    }
    return JsonResponse(
        data,
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
