"""Pictures that are letters."""

from __future__ import annotations

import pytest

from newsroom.body.pipeline import clean_body


@pytest.mark.parametrize(
    "image",
    [
        '<img class="emoji" alt="😀" src="x.png">',
        '<img src="https://s.w.org/images/core/emoji/2/svg/1f600.svg">',
        '<img src="https://static.xx.fbcdn.net/images/emoji.php/v9/t4c/1/16/1f600.png">',
        '<img src="https://fonts.gstatic.com/s/e/notoemoji/15.0/1f600/72.png" alt="😀">',
        '<img src="https://mail.example/x.png" alt="😀" width="20">',
        '<img data-emoji="😀" src="https://mail.example/x.png">',
        '<img goomoji="1f600" src="https://mail.google.com/mail/e/1f600" alt="😀">',
    ],
)
def test_emoji_pictures_are_their_text(image: str) -> None:
    assert clean_body(f"<p>ก{image}ข</p>") == "<p>ก😀ข</p>"
