from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhijia.engines.documents"
    label = "documents"
    verbose_name = "文件"

    def ready(self) -> None:
        """Register the engine's own template and fill the port through which moves issue documents."""
        import_module("zhijia.engines.documents.declaring")
        import_module("zhijia.engines.documents.checking")
