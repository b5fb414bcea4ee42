"""Lock-out after wrong passwords: what django-axes counts, and what it answers.

Two totals within `AXES_COOLOFF_TIME`: of one account from one network (`AXES_FAILURE_LIMIT`), and of
one network whatever the names (`SIGN_IN_NETWORK_LIMIT`). An account is locked only for the network
that guessed, so that nobody locks out a colleague from afar. Names without an account are counted
and locked just as well: the answer tells nobody which names exist.
"""

from __future__ import annotations

import math
from datetime import datetime

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.accounts.identification import find_account
from newsroom.web import rate_limits
from newsroom.web.middleware.trusted_proxies import client_ip

Credentials = dict[str, str | None]


def counted_name(request: HttpRequest, credentials: Credentials | None = None) -> str:
    """The name under which attempts are counted: the account's username, whatever was typed.

    `AXES_USERNAME_CALLABLE`. People type passwords where names belong, so of what is no account
    only a keyed hash is stored.
    """
    typed = (credentials or request.POST).get("username") or ""
    account = find_account(typed)
    if account:
        return account.get_username()
    return "?" + salted_hmac(__name__, typed.casefold(), algorithm="sha256").hexdigest()[:32]


def client_network(request: HttpRequest) -> str | None:
    """The network under which a client's attempts are counted: `AXES_CLIENT_IP_CALLABLE`."""
    return rate_limits.client_network(client_ip(request))


class LockoutHandler(AxesDatabaseHandler):
    """Counts as axes does, and all failures of one network besides: `AXES_HANDLER`."""

    def get_failures(self, request: HttpRequest, credentials: Credentials | None = None) -> int:
        """The account's failures; at least the limit when the network's are too many."""
        failures: int = super().get_failures(request, credentials)
        if _total(self._network_attempts(request)) >= settings.SIGN_IN_NETWORK_LIMIT:
            return max(failures, get_failure_limit(request, credentials))
        return failures

    def locked_until(self, request: HttpRequest, credentials: Credentials | None) -> datetime:
        """When enough attempts are old enough; now, if nothing is locked."""
        limited = [
            (attempts, get_failure_limit(request, credentials))
            for attempts in self.get_user_attempts(request, credentials)
        ]
        limited.append((self._network_attempts(request), settings.SIGN_IN_NETWORK_LIMIT))
        last_times = [_falls_below(attempts, limit) for attempts, limit in limited]
        cool_off = get_cool_off(request)
        assert cool_off is not None
        return max([time + cool_off for time in last_times if time] or [timezone.now()])

    def _network_attempts(self, request: HttpRequest) -> QuerySet[AccessAttempt]:
        return AccessAttempt.objects.filter(
            ip_address=client_network(request), attempt_time__gte=get_cool_off_threshold(request)
        )


def _total(attempts: QuerySet[AccessAttempt]) -> int:
    return sum(attempts.values_list("failures_since_start", flat=True))


def _falls_below(attempts: QuerySet[AccessAttempt], limit: int) -> datetime | None:
    """The time of the attempt whose end brings the total below `limit`; None if it is below."""
    last, total = None, _total(attempts)
    for failures, time in attempts.order_by("attempt_time").values_list(
        "failures_since_start", "attempt_time"
    ):
        if total < limit:
            break
        last, total = time, total - failures
    return last


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: Credentials | None = None,
) -> HttpResponse:
    """429 in Thai with Retry-After, the same for every account and for none.

    `AXES_LOCKOUT_CALLABLE`; `original_response` is the sign-in form, which is not shown.
    """
    handler = AxesProxyHandler.get_implementation()
    assert isinstance(handler, LockoutHandler)
    remaining = handler.locked_until(request, credentials) - timezone.now()
    seconds = max(1, math.ceil(remaining.total_seconds()))
    response = render(
        request,
        "accounts/locked_out.html",
        {"minutes": math.ceil(seconds / 60)},
        status=429,
    )
    response.headers["Retry-After"] = str(seconds)
    return response
