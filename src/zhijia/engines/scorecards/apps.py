from importlib import import_module

from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "zhijia.engines.scorecards"
    label = "scorecards"
    verbose_name = "评分表"

    def ready(self) -> None:
        """Register the flow of a sheet, what its page shows and what is counted of it."""
        import_module("zhijia.engines.scorecards.flow")
        import_module("zhijia.engines.scorecards.panels")
        import_module("zhijia.engines.scorecards.indicators")
