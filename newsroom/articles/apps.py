from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "newsroom.articles"
    verbose_name = "ข่าว"

    def ready(self) -> None:
        from newsroom.articles import receivers

        receivers.connect()
