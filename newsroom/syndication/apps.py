from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "newsroom.syndication"
    verbose_name = "การเผยแพร่ต่อ"
