from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "zhijia.services.plans"
    label = "plans"
    verbose_name = "计划"
