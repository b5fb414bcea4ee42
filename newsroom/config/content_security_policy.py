"""The Content-Security-Policy of readers' pages: files of our own origin only.

It has no nonce, so that pages can be cached.
"""

from __future__ import annotations

from csp.constants import NONE, SELF

# Origins whose video players an article may frame, after the reader's click.
_PLAYERS = "www.youtube-nocookie.com www.facebook.com www.tiktok.com player.vimeo.com"
VIDEO_PLAYERS = [f"https://{host}" for host in _PLAYERS.split()]
POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": VIDEO_PLAYERS,
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
