from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "zhijia.engines.cases"
    label = "cases"
    verbose_name = "事项"
