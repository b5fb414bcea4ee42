from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "newsroom.articles"
    verbose_name = "ข่าว"

    def ready(self) -> None:
        from newsroom.articles.changes import articles_changed, next_to_appear, watch
        from newsroom.web import pages

        watch()
        articles_changed.connect(pages.changed, dispatch_uid="hot pages")
        pages.turns.append(next_to_appear)
