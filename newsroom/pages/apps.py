from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "newsroom.pages"
    verbose_name = "หน้าและเมนู"
