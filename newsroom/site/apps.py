from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "newsroom.site"
    verbose_name = "เว็บไซต์"
