from importlib import import_module

from django.apps import AppConfig


class BargainingConfig(AppConfig):
    name = "zhijia.services.bargaining"
    label = "bargaining"
    verbose_name = "集体协商"

    def ready(self) -> None:
        """Register flow and panels; declarations register themselves when imported."""
        import_module("zhijia.services.bargaining.flow")
        import_module("zhijia.services.bargaining.imports.contracts")
        import_module("zhijia.services.bargaining.actions.campaigning")
        import_module("zhijia.services.bargaining.flow.questioning")
        import_module("zhijia.services.bargaining.indicators")
        import_module("zhijia.services.bargaining.panels.case")
        import_module("zhijia.services.bargaining.panels.question")
        import_module("zhijia.services.bargaining.panels.recognition")
        import_module("zhijia.services.bargaining.panels.coordination")
        import_module("zhijia.services.bargaining.panels.dispute")
        import_module("zhijia.services.bargaining.panels.enterprise")
        import_module("zhijia.services.bargaining.panels.party")
