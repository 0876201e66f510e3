from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "zhijia.engines.ballots"
    label = "ballots"
    verbose_name = "计票"
