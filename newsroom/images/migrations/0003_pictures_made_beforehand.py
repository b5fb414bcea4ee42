from django.conf import settings
from django.db import migrations, models

from newsroom.images.markup import with_gaps

AT_ONCE = 200


def write_markup(apps, schema_editor):
    """Write the markup of the photos there are."""
    Photo = apps.get_model("images", "Photo")
    batch = []
    for photo in Photo.objects.only("pk", "renditions").iterator(chunk_size=AT_ONCE):
        photo.card_markup = with_gaps(photo.renditions, "card")
        batch.append(photo)
        if len(batch) == AT_ONCE:
            Photo.objects.bulk_update(batch, ["card_markup"])
            batch = []
    Photo.objects.bulk_update(batch, ["card_markup"])


class Migration(migrations.Migration):
    dependencies = [
        ("images", "0002_words_may_come_later"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="card_markup",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="photo",
            name="has_small_formats",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("has_small_formats", False)),
                fields=["-id"],
                name="photo_to_be_made_small",
            ),
        ),
        migrations.RunPython(write_markup, migrations.RunPython.noop),
    ]
