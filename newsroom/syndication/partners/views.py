"""The feeds of a partner, at addresses that only they know; never in a shared cache."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.syndication.partners.line_today import line_today_xml
from newsroom.syndication.partners.models import Partner, new_secret
from newsroom.syndication.partners.rss import partner_rss
from newsroom.syndication.partners.selection import Selection, select_for
from newsroom.web.converters import parse_id
from newsroom.web.requests import NewsroomRequest

Render = Callable[[Partner, Selection, NewsroomRequest], str]


def find_partner(token: str) -> Partner | None:
    """The partner whose token this is; how long that takes tells nothing of the secret."""
    number, _, secret = token.partition("-")
    pk = parse_id(number)
    partner = Partner.objects.filter(pk=pk).first() if pk else None
    is_right = constant_time_compare(secret, partner.secret if partner else new_secret())
    return partner if is_right else None


def _feed(content_type: str) -> Callable[[Render], Callable[..., HttpResponse]]:
    """Makes a view of a function that writes a partner's articles as XML."""

    def decorate(render: Render) -> Callable[..., HttpResponse]:
        @require_safe
        @never_cache
        @wraps(render)
        def view(request: NewsroomRequest, token: str) -> HttpResponse:
            partner = find_partner(token)
            if partner is None:
                return _plain("ไม่มีฟีดนี้", 404)
            if partner.revoked_at:
                return _plain("ฟีดนี้ถูกเพิกถอนแล้ว", 410)
            _note_request(partner)
            selection = select_for(partner)
            response = HttpResponse(render(partner, selection, request), content_type=content_type)
            response["X-Robots-Tag"] = "noindex"
            if changed_at := selection.changed_at:
                response["Last-Modified"] = http_date(changed_at.timestamp())
            return response

        return view

    return decorate


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def _note_request(partner: Partner) -> None:
    """When they last asked, to the day: one write a day."""
    today = timezone.localdate()
    if partner.last_fetched_on != today:
        Partner.objects.filter(pk=partner.pk).update(last_fetched_on=today)


@_feed("application/rss+xml; charset=utf-8")
def rss(partner: Partner, selection: Selection, request: NewsroomRequest) -> str:
    """RSS with Media RSS."""
    return partner_rss(partner, selection, request)


@_feed("application/xml; charset=utf-8")
def line_today(partner: Partner, selection: Selection, request: NewsroomRequest) -> str:
    """LINE TODAY's XML."""
    return line_today_xml(partner, selection, request)
