from importlib import import_module

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "zhijia.engines.issues"
    label = "issues"
    verbose_name = "问题台账"

    def ready(self) -> None:
        """Register the flow of an issue, what its page shows and what is counted of it."""
        import_module("zhijia.engines.issues.flow")
        import_module("zhijia.engines.issues.panels")
        import_module("zhijia.engines.issues.indicators")
