"""The URL that counts a visit; the script on an article's page posts to it.

Visitors without JavaScript are not counted: pages come from caches, so no page request tells of them.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from newsroom.articles.models import Article
from newsroom.readership.visit_counter import count_reader, daily_pseudonym
from newsroom.web.rate_limits import RateLimit, client_network
from newsroom.web.requests import NewsroomRequest

# Thousands of phones share one IP address of a mobile network; no person reads this fast.
VISITS_PER_IP = RateLimit("visits", limit=600, seconds=600)
MAX_USER_AGENT_LENGTH = 400
MIN_USER_AGENT_LENGTH = 12
# User agents of programs. Few programs run scripts, so few post here at all.
ROBOT_PATTERN = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|facebookexternalhit|line-poker|lighthouse|headless|"
    r"monitor|uptime|curl|wget|python|okhttp|java/|go-http|node|libwww|scrapy|phantom|selenium|"
    r"playwright|puppeteer|feed|archiver|validator|google-|mediapartners|yandex|baidu|bytespider",
    re.IGNORECASE,
)


@csrf_exempt
@require_POST
@never_cache
def count_visit(request: NewsroomRequest, pk: int) -> HttpResponse:
    """204: counted, or a robot or a member of staff, who are not counted.

    403: not sent by a script on our pages; 404: no public article; 429: too many from one IP address.
    Neither reads nor sets a cookie of readers.
    """
    if not _is_sent_by_script(request):
        return HttpResponse(status=403)
    if not Article.objects.published().filter(pk=pk).exists():
        return HttpResponse(status=404)
    ip = request.client_ip
    user_agent = request.headers.get("User-Agent", "")[:MAX_USER_AGENT_LENGTH]
    if not VISITS_PER_IP.allow(daily_pseudonym(client_network(ip))):
        return HttpResponse(status=429, headers={"Retry-After": str(VISITS_PER_IP.retry_after)})
    is_staff = settings.SESSION_COOKIE_NAME in request.COOKIES
    if ip and not is_staff and not is_robot(user_agent):
        count_reader(pk, ip, user_agent)
    return HttpResponse(status=204)


def is_robot(user_agent: str) -> bool:
    """Whether a user agent is a program's; a missing or very short one counts as one."""
    return len(user_agent) < MIN_USER_AGENT_LENGTH or bool(ROBOT_PATTERN.search(user_agent))


def _is_sent_by_script(request: HttpRequest) -> bool:
    """Browsers send these headers with a beacon; `SameOriginPostMiddleware` has refused other origins."""
    return "Sec-Fetch-Site" in request.headers or "Origin" in request.headers
