from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "zhijia.engines.campaigns"
    label = "campaigns"
    verbose_name = "集中行动"
