"""A return of each county's union of an enterprise, with a number whose reason has the county's mark."""

from dataclasses import dataclass
from uuid import uuid4

from tests.surfaces.county import County
from zhijia.engines.cases.advance import advance
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY
from zhijia.services.statistics.actions import period_of
from zhijia.services.statistics.models import Survey
from zhijia.services.statistics.opening import open_returns


@dataclass(frozen=True)
class Reported:
    """Id of the case of a return."""

    return_case: int


def report(county: County) -> Reported:
    """A return that the county's chair has changed a number in."""
    with scoped(BUILDER):
        root = Union.objects.get(kind=UnionKind.CITY)
        period = period_of(TODAY.year, place=root.place)
        days = {"from_on": period.first, "to_on": period.last}
        survey, _ = Survey.objects.get_or_create(union=root, year=TODAY.year, defaults=days)
        (opened,) = open_returns(survey, [county.enterprise_union], county.union, due_on=TODAY, actor=BUILDER, now=NOW)
    with scoped(county.chair.actor):
        data = {"cell": "members", "value": "7", "reason": f"{county.mark}名册"}
        advance(opened.case_id, "override", actor=county.chair.actor, key=uuid4(), now=NOW, data=data)
    return Reported(opened.case_id)
