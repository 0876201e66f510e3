from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "zhijia.services.congress"
    label = "congress"
    verbose_name = "职工代表大会"
