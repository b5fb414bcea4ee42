from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "newsroom.backup"
    verbose_name = "สำรองข้อมูล"
