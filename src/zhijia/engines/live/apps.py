from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "zhijia.engines.live"
    label = "live"
    verbose_name = "实时画面"
