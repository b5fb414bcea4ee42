from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "newsroom.site"
    verbose_name = "เว็บไซต์"

    def ready(self) -> None:
        from newsroom.site.front import next_day
        from newsroom.web import pages

        pages.turns.append(next_day)
