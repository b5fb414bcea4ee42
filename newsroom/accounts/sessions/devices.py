"""Where somebody is signed in, and how to end it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from newsroom.accounts.models import User, UserSession
from newsroom.audit.log import log_action
from newsroom.audit.models import Action

# What a session knows of the device it belongs to.
SESSION_KEY = "device"
# The first that fits: Edge and LINE name Chrome, too, and Chrome names Safari.
_BROWSERS = {
    "LINE": r"\bLine/", "Facebook": r"\bFBA[NV]", "Edge": r"\bEdg", "Opera": r"\bOPR/",
    "Samsung Internet": r"SamsungBrowser", "Firefox": r"Firefox|FxiOS", "Chrome": r"Chrome|CriOS",
    "Safari": r"Safari",
}  # fmt: skip
_SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
    "ChromeOS": "CrOS", "macOS": "Mac OS X|Macintosh", "Linux": "Linux",
}  # fmt: skip


@dataclass(frozen=True)
class Device:
    """A session as its owner knows it; `token` names it in forms, for its key signs somebody in."""

    token: str
    name: str
    ip_address: str
    signed_in_at: datetime | None
    last_seen_at: datetime | None
    is_current: bool


def remember(request: HttpRequest) -> None:
    """Store what the owner will recognise; called at each sign-in."""
    now = time.time()
    request.session[SESSION_KEY] = {
        "name": device_name(request.headers.get("User-Agent", "")),
        "ip": getattr(request, "client_ip", None) or request.META.get("REMOTE_ADDR", ""),
        "since": now,
        "seen": now,
    }


def device_name(user_agent: str) -> str:
    """`Chrome บน Android`."""
    user_agent = user_agent[:500]
    browser = _first(_BROWSERS, user_agent) or "เบราว์เซอร์"
    system = _first(_SYSTEMS, user_agent)
    return f"{browser} บน {system}" if system else browser


def signed_in(user: User, current_key: str | None = None) -> list[Device]:
    """The user's devices, the last used first; those whose password was another are not among them."""
    devices = []
    for session in _sessions(user):
        data = session.get_decoded()
        about = data.get(SESSION_KEY, {})
        devices.append(
            Device(
                token=_token(session.session_key),
                name=about.get("name", "ไม่ทราบอุปกรณ์"),
                ip_address=about.get("ip", ""),
                signed_in_at=_moment(about.get("since")),
                last_seen_at=_moment(about.get("seen")),
                is_current=session.session_key == current_key,
            )
        )
    oldest = datetime.fromtimestamp(0, UTC)
    return sorted(devices, key=lambda device: device.last_seen_at or oldest, reverse=True)


@transaction.atomic
def end(user: User, token: str, *, by: User) -> bool:
    """End one session; False if there is none of that name."""
    for session in _sessions(user):
        if constant_time_compare(_token(session.session_key), token):
            name = session.get_decoded().get(SESSION_KEY, {}).get("name", "")
            session.delete()
            log_action(Action.SESSION_ENDED, user, by=by, detail=name)
            return True
    return False


@transaction.atomic
def end_all(user: User, *, keep: str | None = None, by: User | None = None, why: str = "") -> int:
    """End the user's sessions but the one with the key `keep`; how many."""
    ended: int = UserSession.objects.filter(user=user).exclude(session_key=keep or "").delete()[0]
    if ended:
        log_action(Action.SESSION_ENDED, user, by=by, detail=f"{ended} เครื่อง {why}".strip())
    return ended


def _sessions(user: User) -> list[UserSession]:
    return list(UserSession.objects.filter(user=user, expire_date__gt=timezone.now()))


def _token(session_key: str) -> str:
    return salted_hmac(__name__, session_key, algorithm="sha256").hexdigest()[:32]


def _first(patterns: dict[str, str], text: str) -> str | None:
    return next((name for name, pattern in patterns.items() if re.search(pattern, text)), None)


def _moment(timestamp: float | None) -> datetime | None:
    return datetime.fromtimestamp(timestamp, UTC) if timestamp else None
