from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "zhijia.trail"
    label = "trail"
    verbose_name = "留痕"
