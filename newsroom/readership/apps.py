from django.apps import AppConfig


class ReadershipConfig(AppConfig):
    name = "newsroom.readership"
    verbose_name = "ผู้อ่าน"
