"""Animations are shown by one of their frames. Runs in a decoding process."""

from __future__ import annotations

import time

from PIL import Image, ImageStat

# A HEIF with several pictures has a main one; the others of an MPO are for 3D or HDR displays.
ANIMATED_FORMATS = ("GIF", "WEBP", "PNG", "AVIF")
# Frames looked at, and CPU seconds for that: each frame is made from those before it.
MAX_FRAMES, MAX_SECONDS = 60, 4.0
# Many animations begin or end with an empty frame.
PREVIEW_SIZE = (64, 64)
# The first frame that shows so much of what the richest one shows is taken.
GOOD_ENOUGH = 0.6


def expressive_frame(animation: Image.Image) -> Image.Image:
    """The first frame that shows something, as a picture of its own."""
    best, best_score = animation.copy(), _score(animation)
    end = time.process_time() + MAX_SECONDS
    for number in range(1, MAX_FRAMES):
        if time.process_time() > end:
            break
        try:
            animation.seek(number)
            score = _score(animation)
        # The end; or a frame that is damaged, after some that are not.
        except (EOFError, OSError, SyntaxError, ValueError):
            break
        if score * GOOD_ENOUGH > best_score:
            best, best_score = animation.copy(), score
    return best


def _score(frame: Image.Image) -> float:
    """How much the brightness varies over the frame, on white where it is transparent."""
    small = frame.convert("RGBA").resize(PREVIEW_SIZE, Image.Resampling.BOX)
    flat = Image.new("RGBA", small.size, "white")
    flat.alpha_composite(small)
    return float(sum(ImageStat.Stat(flat.convert("RGB")).stddev))
