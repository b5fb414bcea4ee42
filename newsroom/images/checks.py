"""System checks of the image library."""

from __future__ import annotations

from django.core import checks
from PIL import features

from newsroom.images.share_cards.text_layout import can_shape_text

REQUIRED_FEATURES = ("webp", "littlecms2")


@checks.register
def check_pillow_features(**kwargs: object) -> list[checks.CheckMessage]:
    """Error E001 for each optional part that this build of Pillow lacks; W001 for raqm.

    Without raqm Pillow draws Thai tone marks into the vowels below them (T-X4), so that share cards
    get no text.
    """
    missing = [name for name in REQUIRED_FEATURES if not features.check(name)]
    messages: list[checks.CheckMessage] = [
        checks.Error(f"Pillow ขาดส่วน {name} ติดตั้ง Pillow จาก PyPI", id="images.E001")
        for name in missing
    ]
    if not can_shape_text():
        text = "Pillow ขาดส่วน raqm ภาพสำหรับแชร์จึงไม่มีตัวหนังสือ ติดตั้ง Pillow จาก PyPI"
        messages.append(checks.Warning(text, id="images.W001"))
    return messages
