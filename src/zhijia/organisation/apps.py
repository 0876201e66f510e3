from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationConfig(AppConfig):
    name = "zhijia.organisation"
    label = "organisation"
    verbose_name = "组织"

    def ready(self) -> None:
        import_module("zhijia.organisation.vitality")
        installing = import_module("zhijia.organisation.installing")
        post_migrate.connect(
            installing.introduce_first_keys, sender=self, dispatch_uid="organisation.introduce_first_keys"
        )
        post_migrate.connect(installing.let_moves_pass, sender=self, dispatch_uid="organisation.let_moves_pass")
