"""Origins of comments lose their foreign key and get a day until which the database keeps them."""

from datetime import timedelta
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery

from newsroom.comments import retention


def fill(apps: Any, schema_editor: Any) -> None:
    comments = apps.get_model("comments", "Comment").objects
    article = comments.filter(pk=OuterRef("pk")).values("article_id")
    apps.get_model("comments", "CommentOrigin").objects.update(
        article_id=Subquery(article),
        retained_until=F("received_at") + timedelta(days=settings.COMMENT_DATA_DAYS),
    )


def install(apps: Any, schema_editor: Any) -> None:
    retention.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    retention.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="commentorigin",
            name="comment",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                primary_key=True,
                related_name="origin",
                serialize=False,
                to="comments.comment",
                verbose_name="ความคิดเห็น",
            ),
        ),
        migrations.AddField(
            model_name="commentorigin",
            name="article_id",
            field=models.BigIntegerField(editable=False, null=True, verbose_name="เลขที่ข่าว"),
        ),
        migrations.AddField(
            model_name="commentorigin",
            name="retained_until",
            field=models.DateTimeField(
                db_index=True, editable=False, null=True, verbose_name="เก็บถึง"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="commentorigin",
            name="retained_until",
            field=models.DateTimeField(db_index=True, editable=False, verbose_name="เก็บถึง"),
        ),
        migrations.AlterField(
            model_name="commentorigin",
            name="received_at",
            field=models.DateTimeField(
                db_index=True, default=django.utils.timezone.now, verbose_name="ได้รับเมื่อ"
            ),
        ),
        migrations.RunPython(install, remove),
    ]
