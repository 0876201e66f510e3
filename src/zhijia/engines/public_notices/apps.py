from importlib import import_module

from django.apps import AppConfig


class PublicNoticesConfig(AppConfig):
    name = "zhijia.engines.public_notices"
    label = "public_notices"
    verbose_name = "公示"

    def ready(self) -> None:
        """Register the flow of a notice and what its page shows."""
        import_module("zhijia.engines.public_notices.flow")
        import_module("zhijia.engines.public_notices.panels")
