from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zhijia.ui"
    label = "ui"
    verbose_name = "界面"
