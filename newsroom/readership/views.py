"""Where the script of a story's page says that the story was read.

Readers whose browser runs no script are not counted: caches answer them, and nothing else tells of them.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from newsroom.articles.models import Article
from newsroom.articles.views import LARGEST_ID
from newsroom.readership.counting import alias, count_reader
from newsroom.web.caching import private
from newsroom.web.limits import Limit
from newsroom.web.proxies import client_address

# Thousands of phones share one address of a mobile network; no person reads this fast.
PER_ADDRESS = Limit("readings", most=600, seconds=600)
# Programs that say what they are. Few of them run scripts at all, so few get this far.
ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|facebookexternalhit|line-poker|lighthouse|headless|"
    r"monitor|uptime|curl|wget|python|okhttp|java/|go-http|node|libwww|scrapy|phantom|selenium|"
    r"playwright|puppeteer|feed|archiver|validator|google-|mediapartners|yandex|baidu|bytespider",
    re.IGNORECASE,
)


@csrf_exempt
@require_POST
@private
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a reader: 204. 404 for no public story, 403 for no browser, 429 for too many.

    Pages come from caches, so only this tells of readers; it sets no cookie and asks for none.
    The newsroom's own people and robots are answered alike, and not counted.
    """
    if not _is_our_script(request):
        return HttpResponse(status=403)
    if pk > LARGEST_ID or not Article.objects.published().filter(pk=pk).exists():
        return HttpResponse(status=404)
    address, agent = client_address(request), request.headers.get("User-Agent", "")[:400]
    if not PER_ADDRESS.allow(alias(address)):
        return HttpResponse(status=429)
    if address and not is_robot(agent) and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        count_reader(pk, address, agent)
    return HttpResponse(status=204)


def is_robot(agent: str) -> bool:
    """Whether a user agent says that nobody is reading; saying nothing says so too."""
    return len(agent) < 12 or ROBOT.search(agent) is not None


def _is_our_script(request: HttpRequest) -> bool:
    """Browsers say where a beacon comes from; `SameSitePosts` has refused what is not from here."""
    return "Sec-Fetch-Site" in request.headers or "Origin" in request.headers
