from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="second_factor_required_since",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
