from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "zhijia.engines.cases"
    label = "cases"
    verbose_name = "事项"

    def ready(self) -> None:
        """Say what kinds of messages tell: the engine of messages lies below and knows no flow."""
        wording, told = map(import_module, ("zhijia.engines.messages.wording", "zhijia.engines.cases.told"))
        wording.fill_port(told.told)
