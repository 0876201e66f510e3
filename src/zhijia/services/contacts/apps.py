from importlib import import_module

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "zhijia.services.contacts"
    label = "contacts"
    verbose_name = "挂钩联系"

    def ready(self) -> None:
        """Register the flow of a pair, its kind of visit, panels and numbers."""
        import_module("zhijia.services.contacts.flow")
        import_module("zhijia.services.contacts.visiting")
        import_module("zhijia.services.contacts.rating")
        import_module("zhijia.services.contacts.panels.case")
        import_module("zhijia.services.contacts.panels.union")
        import_module("zhijia.services.contacts.indicators")
