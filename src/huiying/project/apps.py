from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "huiying.project"
    label = "project"
    verbose_name = "Huiying"
