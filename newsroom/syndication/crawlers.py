"""robots.txt (RFC 9309), and what the site allows programs of AI companies.

A choice of the site's settings decides; it is also said in an RSL license (rslstandard.org) and in
the `X-Robots-Tag` header of pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.pages.site_pages import contact_path
from newsroom.syndication.announcing.services import indexnow_key, indexnow_token
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.cache_control import cache_publicly
from newsroom.web.requests import NewsroomRequest


class AiPolicy(models.TextChoices):
    """What programs of AI companies may do with the site."""

    ALL = "all", "อนุญาตทั้งหมด"
    SEARCH = "search", "ให้ค้นและอ้างอิงข่าวได้ แต่ไม่ให้นำไปฝึก AI"
    NONE = "none", "ไม่อนุญาต"


# Product tokens as their operators document them, of 26 November 2026. Those that collect for the
# training of models; Google-Extended and Applebot-Extended fetch nothing and have no effect on search.
TRAINING_CRAWLERS = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot",
    "ChatGLM-Spider", "ClaudeBot", "cohere-training-data-crawler", "DeepSeekBot", "Diffbot",
    "FacebookBot", "Google-Extended", "GPTBot", "ImagesiftBot", "meta-externalagent",
    "omgili", "PanguBot", "Timpibot", "webzio-extended",
)  # fmt: skip
# Those that find pages for answers with sources, or fetch one for a person.
SEARCH_CRAWLERS = (
    "AzureAI-SearchBot", "ChatGPT-User", "Claude-SearchBot", "Claude-User", "DuckAssistBot",
    "Google-CloudVertexBot", "Google-NotebookLM", "meta-externalfetcher", "MistralAI-User",
    "OAI-SearchBot", "Perplexity-User", "PerplexityBot", "PhindBot", "YouBot",
)  # fmt: skip


@dataclass(frozen=True)
class AiTerms:
    """What a policy says, in each place.

    `refused`: crawlers that robots.txt turns away. `permitted`, `prohibited`: usages of RSL 1.0.
    `robots_tag`: for the header of pages, as DeviantArt introduced it and some collectors of
    training data read it.
    """

    refused: tuple[str, ...]
    permitted: tuple[str, ...]
    prohibited: tuple[str, ...]
    robots_tag: str


TERMS = {
    AiPolicy.ALL: AiTerms((), ("all",), (), ""),
    AiPolicy.SEARCH: AiTerms(
        TRAINING_CRAWLERS, ("search", "ai-index", "ai-input"), ("ai-train",), "noai, noimageai"
    ),
    AiPolicy.NONE: AiTerms(
        (*TRAINING_CRAWLERS, *SEARCH_CRAWLERS), ("search",), ("ai-all",), "noai, noimageai"
    ),
}


def robots_txt(policy: str, request: HttpRequest | None = None) -> str:
    """The content of robots.txt under a policy."""
    disallowed = [
        reverse("admin:index"),
        reverse("search:suggest"),
        reverse("comments:reply", args=[1, 2]).replace("/1/", "/*/").removesuffix("2/"),
        reverse("comments:thanks", args=[1]).replace("/1/", "/*/"),
        reverse("comments:confirm", args=["x"]).removesuffix("x/"),
        reverse("readership:count_visit", args=[1]).removesuffix("1/"),
    ]
    sitemaps = [reverse("syndication:sitemap"), reverse("syndication:news_sitemap")]
    refused = TERMS[AiPolicy(policy)].refused
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in disallowed),
        "",
    ]
    if refused:
        lines += [*(f"User-agent: {name}" for name in refused), "Disallow: /", ""]
        # A line of RSL, which Lighthouse takes for an error; where all is permitted it says nothing.
        lines += [f"License: {absolute_url(reverse('syndication:license'), request)}"]
    lines += [*(f"Sitemap: {absolute_url(path, request)}" for path in sitemaps), ""]
    return "\n".join(lines)


def add_robots_tag(response: HttpResponse, policy: str) -> None:
    """Say the policy in the header of a page, beside what the page says itself."""
    tag = TERMS[AiPolicy(policy)].robots_tag
    if tag and response.get("Content-Type", "").startswith("text/html"):
        own = response.get("X-Robots-Tag")
        response["X-Robots-Tag"] = f"{own}, {tag}" if own else tag


@require_safe
@cache_publicly(seconds=3600)
def robots(request: NewsroomRequest) -> HttpResponse:
    """What crawlers should not fetch, and the sitemaps."""
    text = robots_txt(request.site_settings.ai_policy, request)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cache_publicly(seconds=3600)
def license_xml(request: NewsroomRequest) -> HttpResponse:
    """The license of the site for programs (RSL 1.0)."""
    terms = TERMS[AiPolicy(request.site_settings.ai_policy)]
    context = {
        "terms": terms,
        "contact": absolute_url(contact_path(), request),
    }
    content_type = "application/rsl+xml; charset=utf-8"
    return render(request, "syndication/license.xml", context, content_type=content_type)


@require_safe
@cache_publicly(seconds=3600)
def indexnow_key_file(request: NewsroomRequest, token: str) -> HttpResponse:
    """The key that proves to IndexNow that we speak for the site; only while that is switched on."""
    if not request.site_settings.indexnow or token != indexnow_token():
        raise Http404
    return HttpResponse(indexnow_key(), content_type="text/plain; charset=utf-8")
