"""Quotas of the counties: proposed by how many unions each has, settled by the city, adding up to its target (PA-04)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Left

from zhijia.lib.dividing import divide
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS, UnionKind
from zhijia.organisation.recording import subject_of
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.actions.programmes import WHO_OPENS, can_open_programme
from zhijia.services.contacts.events import QUOTAS_SET
from zhijia.services.contacts.models import PairProgramme, Quota
from zhijia.services.contacts.queries import COUNTY_PREFIX
from zhijia.trail.record import NewEvent, record


def counties_of(programme: PairProgramme) -> Sequence[Union]:
    """The federations that pair at the level of counties."""
    rows = Union.objects.filter(kind__in=(UnionKind.COUNTY, UnionKind.ZONE), closed_on=None)
    city = programme.union
    return list(rows.filter(path__gte=city.path, path__lt=city.upper_bound).order_by("path"))


def of_counties(programme: PairProgramme) -> int:
    """How many pairs the counties are to make together."""
    return programme.target_total - programme.target_city


def propose_quotas(programme: PairProgramme, counties: Sequence[Union]) -> dict[int, int]:
    """By county its share of the target, in proportion to the unions of enterprises below it."""
    by_path = {county.path[:COUNTY_PREFIX]: county.pk for county in counties}
    city = programme.union
    rows = Union.objects.filter(
        kind__in=GRASSROOTS_KINDS, closed_on=None, path__gte=city.path, path__lt=city.upper_bound
    )
    counted = rows.annotate(county=Left("path", COUNTY_PREFIX)).values_list("county").annotate(n=Count("pk"))
    found = dict(counted.order_by("county"))
    return divide(of_counties(programme), {pk: found.get(path, 0) for path, pk in by_path.items()})


def set_quotas(programme: PairProgramme, quotas: Mapping[int, int], *, actor: Actor, now: datetime) -> None:
    """Settle how many each county makes. Raises `Refused` for a wrong actor or a sum that is not the target."""
    if not can_open_programme(actor):
        raise Refused(WHO_OPENS)
    wanted, given = of_counties(programme), sum(quotas.values())
    if given != wanted:
        words = {"given": given, "wanted": wanted}
        raise Refused(Sentence("各县合计{given}家，应为{wanted}家（总数减去市级挂钩）。请调整后再保存。", words))
    with transaction.atomic():
        rows = [Quota(programme=programme, federation_id=pk, count=count) for pk, count in quotas.items()]
        Quota.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["programme", "federation"], update_fields=["count"]
        )
        data = {"year": programme.year, "quotas": {str(pk): count for pk, count in quotas.items()}}
        record(NewEvent(QUOTAS_SET.code, now, actor.doer, subject_of(programme.union), data=data))


def quota_of(programme: PairProgramme, federation_id: int) -> int | None:
    """What a county is to make; None where nothing was settled."""
    found = Quota.objects.filter(programme=programme, federation=federation_id).values_list("count", flat=True)
    return found.first()
