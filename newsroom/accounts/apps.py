from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "newsroom.accounts"
    verbose_name = "ผู้ใช้และสิทธิ์"

    def ready(self) -> None:
        from newsroom.accounts.receivers import connect

        connect()
