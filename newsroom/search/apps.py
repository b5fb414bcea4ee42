from django.apps import AppConfig
from django.urls import reverse_lazy


class SearchConfig(AppConfig):
    name = "newsroom.search"
    verbose_name = "การค้นหา"

    def ready(self) -> None:
        from newsroom.articles.signals import articles_changed
        from newsroom.search.receivers import on_articles_changed
        from newsroom.web.page_cache.keys import register_query_params

        articles_changed.connect(on_articles_changed, dispatch_uid="search index")
        register_query_params(
            reverse_lazy("search:search"), {"q", "page", "section", "author", "from", "to", "sort"}
        )
        register_query_params(reverse_lazy("search:suggest"), {"q"})
