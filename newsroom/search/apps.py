from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "newsroom.search"
    verbose_name = "การค้นหา"

    def ready(self) -> None:
        from newsroom.articles.changes import articles_changed
        from newsroom.search.index import on_articles_changed

        articles_changed.connect(on_articles_changed, dispatch_uid="search index")
