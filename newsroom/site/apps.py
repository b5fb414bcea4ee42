from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "newsroom.site"
    verbose_name = "เว็บไซต์"

    def ready(self) -> None:
        from newsroom.mail.identity import register_site_name
        from newsroom.site.announcements import changes
        from newsroom.site.front_page.composition import next_midnight
        from newsroom.site.front_page.selection import breaking_news_expiry
        from newsroom.site.imports import pinning
        from newsroom.site.middleware import get_site_settings
        from newsroom.site.share_cards import receivers as share_cards
        from newsroom.web.page_cache import invalidation

        register_site_name(lambda: get_site_settings().name)
        changes.connect()
        pinning.connect()
        share_cards.connect()
        invalidation.expiry_sources += [next_midnight, breaking_news_expiry]
