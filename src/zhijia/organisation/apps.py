from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "zhijia.organisation"
    label = "organisation"
    verbose_name = "组织"
