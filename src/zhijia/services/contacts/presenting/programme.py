"""The page of a programme: targets, numbers with the lists behind them, what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.indicators.reading import Reading, read_many
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.actions.confirming import STEPS, waiting
from zhijia.services.contacts.actions.opinions import Said, opinions_of
from zhijia.services.contacts.actions.programmes import can_open_programme
from zhijia.services.contacts.actions.proposing import can_propose
from zhijia.services.contacts.checks import is_office_of
from zhijia.services.contacts.models import Pair, PairProgramme, Proposal
from zhijia.services.contacts.models.pairs import Level
from zhijia.services.contacts.queries import STANDING, is_of_enterprise
from zhijia.ui.components import Stat, Tab, url_with
from zhijia.ui.wording import grouped

GAIN = "scorecards.gain"
CODES = (
    GAIN,
    "scorecards.reaching",
    "contacts.pairs",
    "contacts.city_pairs",
    "contacts.county_pairs",
    "visits.completion",
    "issues.raised",
    "issues.closing",
    "issues.in_time",
    "issues.reopening",
    "contacts.opinion",
)
"""What the year has changed stands first: it is what the programme is measured by (services §E3)."""
PROPOSALS = 10


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """What a county is to make and how many of it stand."""

    county: str
    count: int
    standing: int


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """`to_confirm` and `to_notify` are pairs of the reader's federation that wait for the step; 0 where she may not."""

    programme: PairProgramme
    years: Sequence[Tab]
    stats: Sequence[Stat]
    proposals: Sequence[Proposal]
    opinions: Sequence[Said]
    quotas: Sequence[QuotaRow]
    may_open: bool
    may_propose: bool
    to_confirm: int
    to_notify: int
    is_union: bool


def read_programme(
    actor: Actor, programme: PairProgramme, programmes: Sequence[PairProgramme], *, today: date
) -> ProgrammePage:
    """The numbers are those of the reader's own subtree."""
    readings = read_many(CODES, path=actor.path, on=today)
    proposals = Proposal.objects.filter(actor.reach(), programme=programme).select_related("federation").order_by("-pk")
    federation = actor.post.union_id if actor.post else 0
    waits = waiting(programme, actor) if is_office_of(actor, federation) else dict.fromkeys(STEPS, 0)
    return ProgrammePage(
        programme=programme,
        years=[
            Tab(str(one.year), url_with(reverse("contacts:programme"), {"year": one.year}), one.pk == programme.pk)
            for one in programmes
        ],
        stats=_stats(programme, readings),
        proposals=list(proposals[:PROPOSALS]),
        opinions=opinions_of(programme, on=today),
        quotas=_quotas(programme, actor),
        may_open=can_open_programme(actor),
        may_propose=can_propose(actor),
        to_confirm=waits["confirm"],
        to_notify=waits["notify"],
        is_union=is_of_enterprise(actor),
    )


def _quotas(programme: PairProgramme, actor: Actor) -> list[QuotaRow]:
    """Those of the counties in sight, beside what stands today."""
    standing = Pair.objects.filter(
        STANDING, programme=programme, federation=OuterRef("federation"), level=Level.COUNTY
    ).values("federation")
    made = Coalesce(Subquery(standing.annotate(n=Count("pk")).values("n")), 0)
    rows = programme.quotas.select_related("federation").annotate(made=made).order_by("federation__path")
    return [QuotaRow(row.federation.name, row.count, row.made) for row in rows if actor.covers(row.federation.path)]


def _stats(programme: PairProgramme, readings: dict[str, Reading]) -> list[Stat]:
    pairs, ledger = reverse("contacts:pairs"), reverse("contacts:ledger")
    lists = {
        "contacts.pairs": pairs,
        "contacts.city_pairs": url_with(pairs, {"level": "city"}),
        "contacts.county_pairs": url_with(pairs, {"level": "county"}),
        "visits.completion": pairs,
        **{
            code: reverse("indicators:records", args=[code])
            for code in (GAIN, "scorecards.reaching", "contacts.opinion")
        },
    }
    targets = {
        "contacts.pairs": programme.target_total,
        "contacts.city_pairs": programme.target_city,
        "contacts.county_pairs": programme.target_total - programme.target_city,
    }
    return [
        Stat(
            _(reading.indicator.name),
            _signed(reading) if code == GAIN else _shown(reading),
            unit=_(reading.indicator.unit),
            url=lists.get(code, ledger),
            note=_("全市目标 %(n)s") % {"n": grouped(targets[code])} if code in targets else "",
        )
        for code, reading in readings.items()
    ]


def _signed(reading: Reading) -> str | None:
    """A gain says that it is one."""
    shown = _shown(reading)
    return f"+{shown}" if shown is not None and reading.numerator > 0 else shown


def _shown(reading: Reading) -> str | None:
    value = reading.value
    return None if value is None else grouped(round(float(value), 1) if value.denominator != 1 else int(value))
