from importlib import import_module

from django.apps import AppConfig


class OrganisingConfig(AppConfig):
    name = "zhijia.services.organising"
    label = "organising"
    verbose_name = "组织工作"

    def ready(self) -> None:
        """Publish sheets, indicators and panels; declarations register themselves when imported."""
        import_module("zhijia.services.organising.flow")
        import_module("zhijia.services.organising.correcting.flow")
        import_module("zhijia.services.organising.imports.handling")
        import_module("zhijia.services.organising.indicators")
        import_module("zhijia.services.organising.panels")
        import_module("zhijia.services.organising.targets.panels")
        import_module("zhijia.services.organising.targets.hinting")
        import_module("zhijia.services.organising.targets.indicators")
        import_module("zhijia.services.organising.founding.panels")
        import_module("zhijia.services.organising.founding.indicators")
        import_module("zhijia.services.organising.elections.panels")
        import_module("zhijia.services.organising.elections.indicators")
        import_module("zhijia.services.organising.standing.panels")
        import_module("zhijia.services.organising.standing.indicators")
        import_module("zhijia.services.organising.registration.indicators")
        import_module("zhijia.services.organising.registration.presenting")
        import_module("zhijia.services.organising.changes.presenting")
        import_module("zhijia.services.organising.chains.presenting")
