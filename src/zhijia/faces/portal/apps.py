from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "zhijia.faces.portal"
    label = "portal"
    verbose_name = "职工"
