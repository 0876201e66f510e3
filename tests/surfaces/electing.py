"""A founding at the enterprise of one county that has no union, and an election at one that has."""

from tests.surfaces.county import County
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW
from zhijia.services.organising.elections.opening import NewElection, open_election
from zhijia.services.organising.founding.opening import NewFounding, open_founding


def found_and_elect(county: County) -> None:
    """Both texts carry the county's mark."""
    mark, cadre, chair = county.mark, county.cadre.actor, county.chair.actor
    with scoped(cadre):
        enterprise = Enterprise.objects.select_related("territory").get(name=f"{mark}待建会厂")
        open_founding(NewFounding(enterprise=enterprise, contact=f"{mark}联系人"), actor=cadre, now=NOW)
    with scoped(chair):
        new = NewElection(union=county.enterprise_union, kind="renewal", reason=f"{mark}任期将满")
        open_election(new, actor=chair, now=NOW)
