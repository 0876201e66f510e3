from importlib import import_module

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "zhijia.engines.visits"
    label = "visits"
    verbose_name = "走访"

    def ready(self) -> None:
        """Register the flow of a visit and what its page shows."""
        import_module("zhijia.engines.visits.flow")
        import_module("zhijia.engines.visits.panels")
        import_module("zhijia.engines.visits.indicators")
        import_module("zhijia.engines.visits.vitality")
