from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "newsroom.images"
    verbose_name = "ภาพ"

    def ready(self) -> None:
        from newsroom.images import checks  # noqa: F401
