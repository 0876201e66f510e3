from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "zhijia.services.plans"
    label = "plans"
    verbose_name = "计划"

    def ready(self) -> None:
        """Register flow, lights, indicators and panels; declarations register themselves when imported."""
        import_module("zhijia.services.plans.flow")
        import_module("zhijia.services.plans.indicators")
        import_module("zhijia.services.plans.panels")
        import_module("zhijia.services.plans.tasks.lagging")
