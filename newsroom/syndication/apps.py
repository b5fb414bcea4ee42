from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "newsroom.syndication"
    verbose_name = "การเผยแพร่ต่อ"

    def ready(self) -> None:
        from django.urls import reverse_lazy

        from newsroom.syndication.api.params import PARAMS
        from newsroom.syndication.partners import receivers as partners
        from newsroom.web.page_cache.keys import register_query_params

        partners.connect()
        register_query_params(reverse_lazy("syndication:api_articles"), PARAMS)
        # Sitemaps of more than one page number them by `p`.
        for section in ("authors", "tags"):
            register_query_params(
                reverse_lazy("syndication:sitemap_part", kwargs={"section": section}), {"p"}
            )
