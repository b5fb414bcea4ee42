"""Say in the stored HTML of cards where the focal point is, for places that crop them again."""

from django.db import migrations

RATIO = 3 / 2


def _start(length: int, box: int, percent: int) -> int:
    return min(max(round(length * percent / 100 - box / 2), 0), length - box)


def _focal_class(photo) -> str:
    box = (
        min(photo.width, round(photo.height * RATIO)),
        min(photo.height, round(photo.width / RATIO)),
    )
    names = []
    for axis, length, side, percent in (
        ("x", photo.width, box[0], photo.focal_x),
        ("y", photo.height, box[1], photo.focal_y),
    ):
        position = (length * percent / 100 - _start(length, side, percent)) / side * 100
        step = int(position / 10 + 0.5) * 10
        if step != 50:
            names.append(f"focal-{axis}-{step}")
    return f' class="{" ".join(names)}"' if names else ""


def position_cards(apps, schema_editor) -> None:
    photos = apps.get_model("images", "Photo").objects.exclude(focal_x=50, focal_y=50)
    for photo in photos.exclude(card_html="").iterator():
        card_html = photo.card_html.replace("<img ", f"<img{_focal_class(photo)} ", 1)
        apps.get_model("images", "Photo").objects.filter(pk=photo.pk).update(card_html=card_html)


class Migration(migrations.Migration):
    dependencies = [("images", "0002_remove_average_color")]

    operations = [migrations.RunPython(position_cards, migrations.RunPython.noop)]
