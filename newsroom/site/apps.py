from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "newsroom.site"
    verbose_name = "เว็บไซต์"

    def ready(self) -> None:
        from newsroom.site.front import next_day
        from newsroom.site.frontdesk import bar_ends
        from newsroom.web import pages

        pages.turns += [next_day, bar_ends]
