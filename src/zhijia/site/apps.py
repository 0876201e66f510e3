from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "zhijia.site"
    label = "zhijia_site"
    verbose_name = "职家"
