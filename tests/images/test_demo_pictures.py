import io

import pytest
from PIL import Image, ImageStat

from newsroom.images.demo import ART, draw


@pytest.mark.parametrize("name", ART)
def test_every_demo_picture_is_a_picture(name: str) -> None:
    picture = Image.open(io.BytesIO(draw(name)))
    assert picture.size == (1200, 800)
    assert sum(ImageStat.Stat(picture).stddev) > 15, "hardly anything is drawn"


def test_a_demo_picture_is_always_the_same_file() -> None:
    assert draw("pier") == draw("pier")
