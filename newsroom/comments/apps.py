from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "newsroom.comments"
    verbose_name = "ความคิดเห็น"

    def ready(self) -> None:
        from newsroom.comments import checks  # noqa: F401
