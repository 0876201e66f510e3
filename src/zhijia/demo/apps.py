from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "zhijia.demo"
    label = "demo"
    verbose_name = "演示城市"

    def ready(self) -> None:
        """Declare what the log of a demo city holds: every process reads that log, also one that builds no city."""
        import_module("zhijia.demo.events")
