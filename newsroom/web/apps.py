from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "newsroom.web"
    verbose_name = "เว็บ"

    def ready(self) -> None:
        from django.urls import register_converter

        from newsroom.web.converters import ThaiSlug
        from newsroom.web.pages import watch_models

        register_converter(ThaiSlug, "thai")
        watch_models()
