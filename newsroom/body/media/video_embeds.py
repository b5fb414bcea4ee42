"""Video embeds: which URLs are accepted, and the player each one needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

# Not of a playlist or a channel's live broadcast, which stand where an id would.
_YOUTUBE_ID = "(?!videoseries|live_stream)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])"
_FACEBOOK = r"^https?://(?:[a-z-]{1,10}\.)?facebook\.com/"
# (site, pattern of accepted URLs, canonical URL with the pattern's groups filled in). The editor's
# script uses the same patterns, so they keep to syntax that Python and JavaScript share.
URL_PATTERNS = [
    (
        "YouTube",
        r"^https?://(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com/"
        rf"(?:watch/?\?(?:[^#\s]*&)?v=|shorts/|live/|embed/|v/|e/){_YOUTUBE_ID}",
        "https://www.youtube.com/watch?v={0}",
    ),
    ("YouTube", rf"^https?://youtu\.be/{_YOUTUBE_ID}", "https://www.youtube.com/watch?v={0}"),
    (
        "Facebook",
        _FACEBOOK
        + r"(?:watch/?|watch/live/?|video\.php|video/embed/?)\?(?:[^#\s]*&)?(?:v|video_id)=([0-9]{5,20})(?![0-9])",
        "https://www.facebook.com/watch/?v={0}",
    ),
    (
        "Facebook",
        _FACEBOOK + r"([A-Za-z0-9.-]{1,80})/videos/(?:[^/?#\s]{1,300}/)?([0-9]{5,20})(?![0-9])",
        "https://www.facebook.com/{0}/videos/{1}/",
    ),
    (
        "Facebook",
        _FACEBOOK + r"(?:reel|reels)/([0-9]{5,20})(?![0-9])",
        "https://www.facebook.com/reel/{0}",
    ),
    # Share links: only Facebook's server knows the video, and its player asks it.
    (
        "Facebook",
        _FACEBOOK + r"share/(v|r)/([A-Za-z0-9_-]{5,40})(?![A-Za-z0-9_-])",
        "https://www.facebook.com/share/{0}/{1}/",
    ),
    (
        "Facebook",
        r"^https?://(?:www\.)?fb\.watch/([A-Za-z0-9_-]{5,40})(?![A-Za-z0-9_-])",
        "https://fb.watch/{0}/",
    ),
    (
        "TikTok",
        r"^https?://(?:(?:www|m)\.)?tiktok\.com/(?:@[^/?#\s]{0,60}/video|embed(?:/v[0-9])?|player/v1|v)/([0-9]{8,25})(?![0-9])",
        "https://www.tiktok.com/@/video/{0}",
    ),
    (
        "Vimeo",
        r"^https?://(?:www\.|player\.)?vimeo\.com/(?:video/|channels/[^/?#\s]{1,60}/|groups/[^/?#\s]{1,60}/videos/)?([0-9]{5,14})(?![0-9])(?:/([0-9a-f]{6,20})(?![0-9a-z])|[^#\s]*[?&]h=([0-9a-f]{6,20}))?",
        "https://vimeo.com/{0}",
    ),
]
# Where to start: `t=90`, `t=90s`, `t=1h2m3s` or `start=90`.
_START_TIME = re.compile(
    r"[?&#](?:t|start)=(?=[0-9])(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,6})s?)?(?:[&#]|$)"
)
MAX_URL_LENGTH = 1000
UNSUPPORTED_URL = "ใส่วิดีโอนี้ไม่ได้ ใช้ที่อยู่ของวิดีโอจาก YouTube, Facebook, TikTok หรือ Vimeo เช่น https://www.youtube.com/watch?v=…"


class VideoError(ValueError):
    """The URL is none of a video we can embed; the message explains why, in Thai."""


@dataclass(frozen=True)
class Video:
    """A video on another site: `url` is its canonical page, `player_url` goes into an iframe."""

    site: str
    url: str
    player_url: str


def parse_video_url(url: str) -> Video:
    """The video at a URL as people copy it; all URLs of one video give the same `Video.url`.

    Surrounding white space and a missing scheme are accepted. Raises `VideoError`.
    """
    url = url.strip()
    if len(url) > MAX_URL_LENGTH:
        raise VideoError(UNSUPPORTED_URL)
    if "://" not in url:
        url = f"https://{url}"
    for site, pattern, canonical_url in URL_PATTERNS:
        match = re.match(pattern, url)
        if match:
            if site == "YouTube":
                return _youtube_video(match[1], canonical_url, _start_seconds(url))
            if site == "TikTok":
                return _tiktok_video(match[1], canonical_url)
            if site == "Vimeo":
                return _vimeo_video(match[1], match[2] or match[3] or "", canonical_url)
            return _facebook_video(canonical_url.format(*match.groups()))
    raise VideoError(UNSUPPORTED_URL)


def _youtube_video(video_id: str, canonical_url: str, start: int) -> Video:
    """`start`: seconds from the beginning; 0 leaves the parameter out."""
    url = canonical_url.format(video_id)
    player_url = f"https://www.youtube-nocookie.com/embed/{video_id}?autoplay=1&rel=0&hl=th"
    if start:
        url, player_url = f"{url}&t={start}s", f"{player_url}&start={start}"
    return Video("YouTube", url, player_url)


def _tiktok_video(video_id: str, canonical_url: str) -> Video:
    player = f"https://www.tiktok.com/player/v1/{video_id}?autoplay=1"
    return Video("TikTok", canonical_url.format(video_id), player)


def _vimeo_video(video_id: str, secret: str, canonical_url: str) -> Video:
    """`secret`: the second part of the address of an unlisted video; may be empty."""
    url = canonical_url.format(video_id) + (f"/{secret}" if secret else "")
    player = f"https://player.vimeo.com/video/{video_id}?autoplay=1&dnt=1"
    return Video("Vimeo", url, player + (f"&h={secret}" if secret else ""))


def _facebook_video(url: str) -> Video:
    player = "https://www.facebook.com/plugins/video.php?href="
    return Video("Facebook", url, f"{player}{quote(url, safe='')}&show_text=false&autoplay=true")


def _start_seconds(url: str) -> int:
    match = _START_TIME.search(url)
    hours, minutes, seconds = (int(group or 0) for group in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
