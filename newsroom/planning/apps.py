from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "newsroom.planning"
    verbose_name = "แผนข่าว"
