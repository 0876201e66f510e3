from django.apps import AppConfig


class OrganisingConfig(AppConfig):
    name = "zhijia.services.organising"
    label = "organising"
    verbose_name = "组织工作"
