from importlib import import_module

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "zhijia.services.supervision"
    label = "supervision"
    verbose_name = "劳动法律监督"

    def ready(self) -> None:
        """Register flow, subscriptions, indicators and panels; declarations register themselves when imported."""
        import_module("zhijia.services.supervision.flow")
        import_module("zhijia.services.supervision.actions.noticing")
        import_module("zhijia.services.supervision.presenting.targeting")
        import_module("zhijia.services.supervision.indicators")
        import_module("zhijia.services.supervision.panels.case")
        import_module("zhijia.services.supervision.panels.party")
        import_module("zhijia.services.supervision.panels.enterprise")
        import_module("zhijia.services.supervision.panels.union")
