from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "zhijia.engines.indicators"
    label = "indicators"
    verbose_name = "指标"
