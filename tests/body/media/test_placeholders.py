"""Elements that a script fills with a player."""

from __future__ import annotations

import pytest

from newsroom.body.pipeline import clean_body

VIDEO = '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<div class="rll-youtube-player" data-id="dQw4w9WgXcQ"></div>', VIDEO),
        ('<div class="lyMe" id="WYL_dQw4w9WgXcQ"></div>', VIDEO),
        ('<div data-settings=\'{"youtube_url":"https:\\/\\/youtu.be\\/dQw4w9WgXcQ"}\'></div>', VIDEO),
        ('<div class="fb-video" data-href="https://www.facebook.com/page/videos/1234567890/"></div>',
         '<figure data-embed="https://www.facebook.com/page/videos/1234567890/"></figure>'),
        ('<div class="fb-post" data-href="https://www.facebook.com/p/posts/1"></div>',
         '<p><a href="https://www.facebook.com/p/posts/1">โพสต์บน Facebook</a></p>'),
        ('<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/A1/"></blockquote>',
         '<p><a href="https://www.instagram.com/p/A1/">โพสต์บน Instagram</a></p>'),
        ('<div class="fb-like" data-href="https://www.facebook.com/page"></div>', ""),
        ('<div class="fb-post" data-href="https://www.facebook.com/p/posts/1"><p>คำโพสต์</p></div>', "<p>คำโพสต์</p>"),
        ('<iframe src="https://www.youtube.com/embed/videoseries?list=PL1"></iframe>',
         '<p><a href="https://www.youtube.com/embed/videoseries?list=PL1">วิดีโอบน YouTube</a></p>'),
        ('<video><source data-src="/late.mp4"></video>', '<p><a href="/late.mp4">ไฟล์วิดีโอ late.mp4</a></p>'),
    ],
)  # fmt: skip
def test_place_holders_become_what_they_stand_for(given: str, kept: str) -> None:
    assert clean_body(given) == kept
