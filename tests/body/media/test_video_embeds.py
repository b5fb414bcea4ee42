"""URLs of videos, and the pages that embed them.

Tried: look-alike hosts, short links, channels, script URLs, a URL that is too long.
"""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.body.media.video_embeds import VideoError, parse_video_url
from tests import builders
from tests.body.samples import VIDEO


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        (" https://www.youtube.com/shorts/dQw4w9WgXcQ ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://youtube.com/live/dQw4w9WgXcQ?start=61", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=61s"),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://www.facebook.com/watch/?v=1234567890", "https://www.facebook.com/watch/?v=1234567890"),
        ("https://m.facebook.com/watch?ref=x&v=1234567890", "https://www.facebook.com/watch/?v=1234567890"),
        ("https://web.facebook.com/krabi.news/videos/%E0%B8%82/1234567890/?x", "https://www.facebook.com/krabi.news/videos/1234567890/"),
        ("https://www.facebook.com/reel/1234567890", "https://www.facebook.com/reel/1234567890"),
        ("https://www.facebook.com/share/v/1AbCdEfGhI/?mibextid=x", "https://www.facebook.com/share/v/1AbCdEfGhI/"),
        ("https://m.facebook.com/share/r/1AbCdEfGhI", "https://www.facebook.com/share/r/1AbCdEfGhI/"),
        ("https://fb.watch/aBc_123-x/", "https://fb.watch/aBc_123-x/"),
        ("https://www.facebook.com/watch/live/?ref=x&v=1234567890", "https://www.facebook.com/watch/?v=1234567890"),
        ("https://www.tiktok.com/@krabi.news/video/7212345678901234567?lang=th", "https://www.tiktok.com/@/video/7212345678901234567"),
        ("https://www.tiktok.com/embed/v2/7212345678901234567", "https://www.tiktok.com/@/video/7212345678901234567"),
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871"),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1", "https://vimeo.com/76979871/8272103f6e"),
    ],
)  # fmt: skip
def test_all_urls_of_a_video_have_one_canonical_url(typed: str, url: str) -> None:
    video = parse_video_url(typed)
    assert video.url == url
    assert parse_video_url(url) == video
    assert video.player_url.startswith(
        (
            "https://www.youtube-nocookie.com/embed/",
            "https://www.facebook.com/plugins/video.php?",
            "https://www.tiktok.com/player/v1/",
            "https://player.vimeo.com/video/",
        )
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ข่าว",
        "https://vimeo.com/user123",
        "https://vt.tiktok.com/ZS8abcdef/",
        "https://www.facebook.com/share/p/1AbCdEfGhI/",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQtoolong",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
        "javascript://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.facebook.com/krabi.news",
        "https://facebook.com.evil.example/reel/1234567890",
        "https://youtu.be/dQw4w9WgXcQ" + "x" * 2000,
    ],
)
def test_other_urls_are_refused_in_thai(url: str) -> None:
    with pytest.raises(VideoError, match="ใส่วิดีโอนี้ไม่ได้"):
        parse_video_url(url)


@pytest.mark.django_db
def test_frames_may_come_from_players_only(client: Client) -> None:
    response = client.get(builders.published_article(body=VIDEO).get_absolute_url())
    assert "js/story.js" in response.content.decode()
    assert (
        "frame-src https://www.youtube-nocookie.com https://www.facebook.com"
        " https://www.tiktok.com https://player.vimeo.com;"
        in response["Content-Security-Policy"]
        + ";"
    )
