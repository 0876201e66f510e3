from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IndicatorsConfig(AppConfig):
    name = "zhijia.engines.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        installing = import_module("zhijia.engines.indicators.installing")
        import_module("zhijia.engines.indicators.entries")
        post_migrate.connect(installing.copy_law, sender=self, dispatch_uid="indicators.copy_law")
