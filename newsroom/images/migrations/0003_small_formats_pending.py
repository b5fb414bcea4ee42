from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("images", "0002_words_may_come_later"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
    ]
