from importlib import import_module

from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "zhijia.services.congress"
    label = "congress"
    verbose_name = "职工代表大会"

    def ready(self) -> None:
        """Register flows, panels, numbers and what listens to the register."""
        for room in ("terms", "electing", "directors", "joint", "proposals", "sessions"):
            import_module(f"zhijia.services.congress.{room}.flow")
        import_module("zhijia.services.congress.terms.mandates")
        import_module("zhijia.services.congress.sessions.missed")
        import_module("zhijia.services.congress.sessions.referring")
        import_module("zhijia.services.congress.indicators")
        for panel in ("term", "cases", "proposals", "beside", "session"):
            import_module(f"zhijia.services.congress.panels.{panel}")
