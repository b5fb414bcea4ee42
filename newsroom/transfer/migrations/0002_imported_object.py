"""One model for the identity of everything that was imported, in place of `ImportedArticle`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import migrations, models

import newsroom.transfer.models

# Before this migration an article was taken for edited if it was saved so long after its import.
EDIT_TOLERANCE = timedelta(seconds=5)
CHUNK = 500


def move_imported_articles(apps: Any, schema_editor: Any) -> None:
    old = apps.get_model("transfer", "ImportedArticle")
    new = apps.get_model("transfer", "ImportedObject")
    batch: list[Any] = []
    for row in old.objects.select_related("article").order_by("pk").iterator(CHUNK):
        edited = row.article.updated_at > row.imported_at + EDIT_TOLERANCE
        host = urlsplit(row.source).netloc.lower().removeprefix("www.")
        path = urlsplit(row.source).path.rstrip("/") if host else ""
        batch.append(
            new(
                source=f"{host}{path}" or row.source,
                kind="article",
                key=row.key,
                object_id=row.article_id,
                imported_at=row.imported_at if edited else row.article.updated_at,
            )
        )
        if len(batch) == CHUNK:
            new.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    new.objects.bulk_create(batch, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("transfer", "0001_initial"),
        ("articles", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedObject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "ข่าว"),
                            ("section", "หมวด"),
                            ("author", "ผู้เขียน"),
                            ("tag", "ป้าย"),
                            ("photo", "ภาพ"),
                            ("comment", "ความคิดเห็น"),
                        ],
                        max_length=7,
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("object_id", models.BigIntegerField()),
                ("stem", models.CharField(blank=True, max_length=200)),
                ("fingerprint", models.CharField(blank=True, max_length=100)),
                ("imported_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("has_open_links", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "สิ่งที่นำเข้า",
                "verbose_name_plural": "สิ่งที่นำเข้า",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["source", "kind", "key"],
                        name="importedobject_is_unique_in_its_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            kind__in=["article", "section", "author", "tag", "photo", "comment"]
                        ),
                        name="importedobject_kind_is_known",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["kind", "object_id"], name="importedobject_by_object"),
                    models.Index(fields=["kind", "stem"], name="importedobject_by_stem"),
                    models.Index(fields=["kind", "key"], name="importedobject_by_key"),
                    models.Index(
                        fields=["source", "id"],
                        name="importedobject_open_links",
                        condition=models.Q(has_open_links=True),
                    ),
                ],
            },
        ),
        migrations.RunPython(move_imported_articles, migrations.RunPython.noop),
        migrations.DeleteModel(name="ImportedArticle"),
        migrations.AlterField(
            model_name="redirect",
            name="new_path",
            field=models.CharField(
                max_length=500,
                validators=[newsroom.transfer.models.validate_redirect_target],
                verbose_name="ที่อยู่ใหม่",
            ),
        ),
        migrations.AlterField(
            model_name="redirect",
            name="old_path",
            field=models.CharField(
                error_messages={"unique": "มีที่อยู่เดิมนี้แล้ว"},
                max_length=500,
                unique=True,
                verbose_name="ที่อยู่เดิม",
            ),
        ),
        migrations.AddIndex(
            model_name="redirect",
            index=models.Index(fields=["new_path"], name="redirect_by_new_path"),
        ),
    ]
