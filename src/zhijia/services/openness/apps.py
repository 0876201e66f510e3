from importlib import import_module

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "zhijia.services.openness"
    label = "openness"
    verbose_name = "厂务公开"

    def ready(self) -> None:
        """Register flows, panels, numbers and what listens to other services."""
        for room in (
            "planning.flow",
            "disclosing.flow",
            "disclosing.contracts",
            "asking.flow",
            "inspecting.flow",
            "panels.cases",
            "panels.checks",
            "panels.beside",
            "indicators",
            "inspecting.numbers",
        ):
            import_module(f"zhijia.services.openness.{room}")
