from django.apps import AppConfig


class PollingConfig(AppConfig):
    name = "zhijia.faces.polling"
    label = "polling"
    verbose_name = "投票"
