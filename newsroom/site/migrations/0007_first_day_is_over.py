"""A site that has news already has its first day behind it."""

from django.db import migrations, models


def end_of_sites_with_articles(apps, schema_editor):
    if apps.get_model("articles", "Article").objects.exists():
        apps.get_model("site", "SiteSettings").objects.update(first_day_is_over=True)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_thai_wording_and_personal_drafts"),
        ("site", "0006_ai_policy"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="first_day_is_over",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(end_of_sites_with_articles, migrations.RunPython.noop),
    ]
