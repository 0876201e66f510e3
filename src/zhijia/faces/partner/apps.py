from django.apps import AppConfig


class PartnerConfig(AppConfig):
    name = "zhijia.faces.partner"
    label = "partner"
    verbose_name = "对方单位"
