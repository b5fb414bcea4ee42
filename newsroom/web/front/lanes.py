"""Lanes: kinds of requests that share a bound, so that none of them can take every process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

# Bytes of a body that somebody without a session sends: the longest comment has a tenth of it.
MAX_ANONYMOUS_BODY = 512 * 1024
# Some photos in one form, of which each may have `images.decoding.limits.MAX_UPLOAD_BYTES`.
MAX_UPLOAD_BODY = 128 * 1024 * 1024
# All bodies that a front process keeps at a time; whoever sends more is told to come later.
MAX_BODIES_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, eq=False)
class Lane:
    """`processes`: how many requests are served at once in a front process; None: as many as the
    staff's, one process less than there are. The rest is in seconds: `max_wait` for a free process,
    `deadline` for the response, after which the process is killed, `body_deadline` for the body.
    """

    name: str
    deadline: float
    max_wait: float = 5.0
    processes: int | None = None
    body_deadline: float = 15.0


# A cached page whose time is over, or that has changed: whoever asks for new pages without end (a
# search for each word there is) must not hold it up. It goes first, and one process is kept for it.
REFRESH = Lane("refresh", deadline=15)
# Other readers' pages may use every process but that; all other lanes together leave one to them.
PAGES = Lane("pages", deadline=15)
HEALTH = Lane("health", deadline=5)
# Whoever writes has more of these open than there are processes, and loses more by a refusal.
STAFF = Lane("staff", deadline=30, max_wait=15)
WRITES = Lane("writes", deadline=30, max_wait=15)
# A password costs CPU on purpose.
SIGN_IN = Lane("sign-in", deadline=15, max_wait=10, processes=1)
UPLOADS = Lane("uploads", deadline=120, max_wait=60, processes=1, body_deadline=120)

FIRST = frozenset({REFRESH, HEALTH})
# Requests that change nothing.
MAY_BE_REPEATED = frozenset({REFRESH, PAGES, STAFF})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


@cache
def _sign_in_path() -> str:
    return reverse(settings.LOGIN_URL)


@cache
def admin_path() -> str:
    """The path below which files may be uploaded."""
    return reverse("admin:index")


@cache
def health_path() -> str:
    """The path for load balancers and monitoring."""
    return reverse("web:healthz")


def lane_of(method: str, path: str, content_type: str, has_session: bool) -> Lane | None:
    """The lane of a request; None if it sends files where none belong."""
    if method in SAFE_METHODS:
        if path == health_path():
            return HEALTH
        return STAFF if has_session or path.startswith(admin_path()) else PAGES
    if content_type.strip().lower().startswith("multipart/"):
        return UPLOADS if has_session and path.startswith(admin_path()) else None
    return SIGN_IN if path == _sign_in_path() else WRITES


def max_body(lane: Lane, has_session: bool) -> int:
    """The largest body of a request, in bytes."""
    if lane is UPLOADS:
        return MAX_UPLOAD_BODY
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE if has_session else MAX_ANONYMOUS_BODY
