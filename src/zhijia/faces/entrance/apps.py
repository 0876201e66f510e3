from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "zhijia.faces.entrance"
    label = "entrance"
    verbose_name = "入口"
