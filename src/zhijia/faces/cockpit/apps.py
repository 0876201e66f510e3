from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "zhijia.faces.cockpit"
    label = "cockpit"
    verbose_name = "总览"
