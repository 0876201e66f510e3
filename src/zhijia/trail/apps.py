from importlib import import_module

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "zhijia.trail"
    label = "trail"
    verbose_name = "留痕"

    def ready(self) -> None:
        """Declare the events that this floor itself writes."""
        import_module("zhijia.trail.events")
