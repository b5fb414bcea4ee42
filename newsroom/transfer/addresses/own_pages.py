"""What of ours is at a path, and how we write that path."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from newsroom.articles.listings.queries import articles_in_place
from newsroom.articles.models import Article, Author, Section, Tag

# Views of ours whose object tells whether the page exists.
ARTICLE_VIEWS = ("articles:article", "articles:article_redirect")


def match_path(path: str) -> ResolverMatch | None:
    """The view of a path of ours; None for other sites and paths without a view."""
    if not path.startswith("/") or path.startswith("//"):
        return None
    try:
        return resolve(unquote(urlsplit(path).path))
    except (Resolver404, ValueError):
        return None


def page_at(path: str) -> str:
    """What of ours is at an old path already, as its canonical path; empty if nothing is.

    Old addresses there are answered by us, never by a redirect.
    """
    match = _match(path)
    if match is None:
        return ""
    if match.view_name == "articles:article":
        exists = Article.objects.filter(pk=match.kwargs["pk"]).exists()
        return Article(pk=match.kwargs["pk"]).get_absolute_url() if exists else ""
    if match.view_name == "articles:tag":
        try:
            return Tag.objects.get_by_slug(match.kwargs["slug"]).get_absolute_url()
        except Tag.DoesNotExist:
            return ""
    if match.view_name in ("articles:section", "articles:author"):
        model: type[Section | Author] = Section if match.url_name == "section" else Author
        found = model.objects.filter(slug=match.kwargs["slug"]).first()
        return found.get_absolute_url() if found else ""
    if match.view_name == "articles:place":
        return path if articles_in_place(match.kwargs["code"]).slice(0, 1) else ""
    return "" if match.view_name in ARTICLE_VIEWS else path


def canonical_target(url: str) -> str:
    """An address of ours as our pages write it, so that it answers itself and follows a rename.

    `/section/local`, `/tag/น้ำท่วม`, a former slug of a tag, our own host in front: what a person may
    have typed. Other addresses are returned as they are.
    """
    if settings.PUBLIC_URL and f"{url}/".startswith(f"{settings.PUBLIC_URL}/"):
        url = url.removeprefix(settings.PUBLIC_URL) or "/"
    if not url.startswith("/") or url.startswith("//"):
        return url
    parts = urlsplit(url)
    page = page_at(unquote(parts.path))
    if not page:
        return url
    if page == unquote(parts.path):  # no row of ours says how it is written
        page = quote(page)
        if not page.endswith("/") and match_path(f"{page}/"):
            page += "/"
    return parts._replace(path=page).geturl()


def _match(path: str) -> ResolverMatch | None:
    """The view of a decoded path, with or without the slash at its end."""
    return match_path(quote(path if path.endswith("/") else f"{path}/")) or match_path(quote(path))
