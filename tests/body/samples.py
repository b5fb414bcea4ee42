"""Figures in their stored forms, and a photo lookup that finds nothing."""

from collections.abc import Iterable

from newsroom.body.rendering.blocks import BodyPhoto

PHOTO_1 = '<figure><img data-file="1" alt="ก"><figcaption>หนึ่ง</figcaption></figure>'
PHOTO_2 = '<figure><img data-file="2" alt="ข"></figure>'
GALLERY = f'<figure data-gallery="">{PHOTO_1}{PHOTO_2}</figure>'
VIDEO = '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><figcaption>คลิป</figcaption></figure>'


def no_photos(ids: Iterable[int]) -> dict[int, BodyPhoto]:
    return {}
