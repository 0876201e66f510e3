from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "zhijia.faces.verification"
    label = "verification"
    verbose_name = "核验"
