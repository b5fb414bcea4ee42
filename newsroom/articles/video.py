"""Videos of elsewhere that a story may show: which addresses, and what plays them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_YOUTUBE_ID = "([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])"
_FACEBOOK = r"^https?://(?:[a-z-]{1,10}\.)?facebook\.com/"
# Site, address, and what to make of it. The editor's script reads the same patterns, so they are
# written in what Python and browsers have in common.
PATTERNS = [
    (
        "YouTube",
        r"^https?://(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com/"
        rf"(?:watch/?\?(?:[^#\s]*&)?v=|shorts/|live/|embed/|v/){_YOUTUBE_ID}",
        "https://www.youtube.com/watch?v={0}",
    ),
    ("YouTube", rf"^https?://youtu\.be/{_YOUTUBE_ID}", "https://www.youtube.com/watch?v={0}"),
    (
        "Facebook",
        _FACEBOOK + r"(?:watch/?|video\.php)\?(?:[^#\s]*&)?v=([0-9]{5,20})(?![0-9])",
        "https://www.facebook.com/watch/?v={0}",
    ),
    (
        "Facebook",
        _FACEBOOK + r"([A-Za-z0-9.-]{1,80})/videos/(?:[^/?#\s]{1,300}/)?([0-9]{5,20})(?![0-9])",
        "https://www.facebook.com/{0}/videos/{1}/",
    ),
    (
        "Facebook",
        _FACEBOOK + r"reel/([0-9]{5,20})(?![0-9])",
        "https://www.facebook.com/reel/{0}",
    ),
]
_SHORT = re.compile(r"^https?://(?:fb\.watch/|(?:[a-z-]{1,10}\.)?facebook\.com/share/)")
_START = re.compile(
    r"[?&#](?:t|start)=(?=[0-9])(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,6})s?)?(?:[&#]|$)"
)
LONGEST = 1000
UNKNOWN = "ใส่วิดีโอนี้ไม่ได้ ใช้ที่อยู่ของวิดีโอจาก YouTube หรือ Facebook เช่น https://www.youtube.com/watch?v=…"
SHORTENED = "ลิงก์แบบสั้นของ Facebook ใส่ในข่าวไม่ได้ กรุณาเปิดลิงก์นั้นก่อน แล้วคัดลอกที่อยู่เต็มของวิดีโอมาวาง"


class VideoError(ValueError):
    """The address is no video we can show; the message tells the editor why, in Thai."""


@dataclass(frozen=True)
class Video:
    """A video: where it lives, its page there, and the page that plays it inside ours."""

    site: str
    address: str
    player: str


def read_video(typed: str) -> Video:
    """The video at an address as people copy it; one address for all its spellings.

    Raises `VideoError`.
    """
    address = typed.strip()
    if len(address) > LONGEST:
        raise VideoError(UNKNOWN)
    if "://" not in address:
        address = f"https://{address}"
    if _SHORT.match(address):
        raise VideoError(SHORTENED)
    for site, pattern, form in PATTERNS:
        found = re.match(pattern, address)
        if found:
            page = form.format(*found.groups())
            return _youtube(page, found[1], address) if site == "YouTube" else _facebook(page)
    raise VideoError(UNKNOWN)


def _youtube(page: str, number: str, address: str) -> Video:
    seconds = _seconds(address)
    player = f"https://www.youtube-nocookie.com/embed/{number}?autoplay=1&rel=0&hl=th"
    if seconds:
        page, player = f"{page}&t={seconds}s", f"{player}&start={seconds}"
    return Video("YouTube", page, player)


def _facebook(page: str) -> Video:
    player = "https://www.facebook.com/plugins/video.php?href="
    return Video("Facebook", page, f"{player}{quote(page, safe='')}&show_text=false&autoplay=true")


def _seconds(address: str) -> int:
    found = _START.search(address)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
