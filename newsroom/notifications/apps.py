from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "newsroom.notifications"
    verbose_name = "การแจ้งเตือน"
