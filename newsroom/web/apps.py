from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "newsroom.web"
    verbose_name = "เว็บ"

    def ready(self) -> None:
        from django.urls import register_converter

        from newsroom.web import checks  # noqa: F401
        from newsroom.web.converters import BigIdConverter, ThaiSlugConverter
        from newsroom.web.page_cache.invalidation import connect_invalidation

        register_converter(BigIdConverter, "bigid")
        register_converter(ThaiSlugConverter, "thai")
        connect_invalidation()
