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
    get no text. Pillow's wheels have raqm, but load FriBiDi, which raqm needs, from the machine.
    """
    missing = [name for name in REQUIRED_FEATURES if not features.check(name)]
    messages: list[checks.CheckMessage] = [
        checks.Error(f"Pillow ขาดส่วน {name} ติดตั้ง Pillow จาก PyPI", id="images.E001")
        for name in missing
    ]
    if not can_shape_text():
        text = (
            "เครื่องนี้ไม่มี FriBiDi ภาพสำหรับแชร์จึงไม่มีตัวหนังสือ "
            "ติดตั้งด้วย apt install libfribidi0 แล้วเริ่มเซิร์ฟเวอร์ใหม่ ภาพจะวาดใหม่เอง"
        )
        messages.append(checks.Warning(text, id="images.W001"))
    return messages
