"""A founding at the enterprise of one county that has no union; an election and a registration at one that has."""

from datetime import timedelta

from tests.surfaces.county import County
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY
from zhijia.services.organising.elections.opening import NewElection, open_election
from zhijia.services.organising.founding.opening import NewFounding, open_founding
from zhijia.services.organising.registration.codes import Condition
from zhijia.services.organising.registration.opening import Application, apply_for_registration


def found_and_elect(county: County) -> None:
    """Both texts carry the county's mark."""
    mark, cadre, chair = county.mark, county.cadre.actor, county.chair.actor
    with scoped(cadre):
        enterprise = Enterprise.objects.select_related("territory").get(name=f"{mark}待建会厂")
        open_founding(NewFounding(enterprise=enterprise, contact=f"{mark}联系人"), actor=cadre, now=NOW)
    with scoped(chair):
        new = NewElection(union=county.enterprise_union, kind="renewal", reason=f"{mark}任期将满")
        open_election(new, actor=chair, now=NOW)
    _register(county)


def _register(county: County) -> None:
    """The union, within a term of office, applies to be a legal person."""
    union, actor, mark = county.enterprise_union, county.chair.actor, county.mark
    with scoped(BUILDER):
        Union.objects.filter(pk=union.pk).update(term_from=TODAY, term_to=TODAY + timedelta(days=1000))
        union.refresh_from_db()
    application = Application(conditions=Condition.values, chair_name=f"{mark}主席", address=f"{mark}路一号", papers=())
    with scoped(actor):
        apply_for_registration(actor, union, application, now=NOW)
