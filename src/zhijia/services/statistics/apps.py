from importlib import import_module

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "zhijia.services.statistics"
    label = "statistics"
    verbose_name = "统计年报"

    def ready(self) -> None:
        """Register the flow of a return, its panel and its numbers."""
        import_module("zhijia.services.statistics.flow")
        import_module("zhijia.services.statistics.panels.case")
        import_module("zhijia.services.statistics.panels.union")
        import_module("zhijia.services.statistics.indicators")
