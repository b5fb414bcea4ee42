from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "newsroom.accounts"
    verbose_name = "บัญชีผู้ใช้"

    def ready(self) -> None:
        from newsroom.accounts.signs import watch

        watch()
