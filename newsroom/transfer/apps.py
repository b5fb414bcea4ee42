from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "newsroom.transfer"
    verbose_name = "การย้ายข้อมูล"
