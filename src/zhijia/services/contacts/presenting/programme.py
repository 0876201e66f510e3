"""The page of a programme: targets, numbers with the lists behind them, what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import get_indicator
from zhijia.engines.indicators.reading import Place, Reading, read_many, read_places
from zhijia.engines.scorecards.flow import SHEET_FLOW
from zhijia.engines.scorecards.models import Sample, Sheet
from zhijia.engines.scorecards.sampling import read_drawing
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.actions.confirming import STEPS, waiting
from zhijia.services.contacts.actions.opinions import Said, opinions_of
from zhijia.services.contacts.actions.programmes import can_open_programme
from zhijia.services.contacts.actions.proposing import can_propose
from zhijia.services.contacts.checks import is_office_of
from zhijia.services.contacts.models import PairProgramme, Proposal
from zhijia.services.contacts.rating import SIX_HAVES
from zhijia.ui.components import Fact, Stat, Tab, url_with
from zhijia.ui.wording import grouped

CODES = (
    "contacts.pairs",
    "contacts.city_pairs",
    "contacts.county_pairs",
    "visits.completion",
    "issues.raised",
    "issues.closing",
    "issues.in_time",
    "issues.reopening",
    "scorecards.reaching",
    "scorecards.gain",
    "contacts.opinion",
)
PROPOSALS = 10


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """What a county is to make and how many of it stand."""

    county: str
    count: int
    standing: int


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A draw that can be made again, and the cases that it drew."""

    sample: Sample
    pool: int
    sheets: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """`to_confirm` and `to_notify` are pairs of the reader's federation that wait for the step; 0 where she may not."""

    programme: PairProgramme
    years: Sequence[Tab]
    stats: Sequence[Stat]
    proposals: Sequence[Proposal]
    opinions: Sequence[Said]
    quotas: Sequence[QuotaRow]
    samples: Sequence[SampleRow]
    may_open: bool
    may_propose: bool
    to_draw: int
    to_confirm: int
    to_notify: int


def read_programme(
    actor: Actor, programme: PairProgramme, programmes: Sequence[PairProgramme], *, today: date
) -> ProgrammePage:
    """The numbers are those of the reader's own subtree."""
    readings = read_many(CODES, path=actor.path, on=today)
    proposals = Proposal.objects.filter(actor.reach(), programme=programme).select_related("federation").order_by("-pk")
    drawing = read_drawing(programme.union, SIX_HAVES.code, programme.year)
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
        quotas=_quotas(programme, actor, today),
        samples=_samples(drawing.drawn),
        may_open=can_open_programme(actor),
        may_propose=can_propose(actor),
        to_draw=len(drawing.pool) if can_open_programme(actor) else 0,
        to_confirm=waits["confirm"],
        to_notify=waits["notify"],
    )


def _quotas(programme: PairProgramme, actor: Actor, today: date) -> list[QuotaRow]:
    """Those of the counties in sight, beside what stands today."""
    rows = programme.quotas.select_related("federation").order_by("federation__path")
    found = [row for row in rows if actor.covers(row.federation.path)]
    if not found:
        return []
    places = [Place(row.federation.path) for row in found]
    standing = read_places(get_indicator("contacts.county_pairs"), places=places, days=[today])
    return [
        QuotaRow(row.federation.name, row.count, readings[-1].numerator)
        for row, readings in zip(found, standing, strict=True)
    ]


def _samples(drawn: Sequence[Sheet]) -> list[SampleRow]:
    samples = {sheet.sample.pk: sheet.sample for sheet in drawn if sheet.sample}
    return [
        SampleRow(row, len(row.pool), [_drawn(sheet) for sheet in drawn if sheet.sample_id == pk])
        for pk, row in samples.items()
    ]


def _drawn(sheet: Sheet) -> Fact:
    state = _(SHEET_FLOW.state(sheet.case.state).label)
    return Fact(sheet.union.name, state, url=reverse("cases:case", args=[sheet.case_id]))


def _stats(programme: PairProgramme, readings: dict[str, Reading]) -> list[Stat]:
    pairs, ledger = reverse("contacts:pairs"), reverse("contacts:ledger")
    lists = {
        "contacts.pairs": pairs,
        "contacts.city_pairs": url_with(pairs, {"level": "city"}),
        "contacts.county_pairs": url_with(pairs, {"level": "county"}),
        "visits.completion": pairs,
    }
    targets = {
        "contacts.pairs": programme.target_total,
        "contacts.city_pairs": programme.target_city,
        "contacts.county_pairs": programme.target_total - programme.target_city,
    }
    return [
        Stat(
            _(reading.indicator.name),
            _shown(reading),
            unit=_(reading.indicator.unit),
            url=lists.get(code, ledger),
            note=_("全市目标 %(n)s") % {"n": grouped(targets[code])} if code in targets else "",
        )
        for code, reading in readings.items()
    ]


def _shown(reading: Reading) -> str | None:
    value = reading.value
    return None if value is None else grouped(round(float(value), 1) if value.denominator != 1 else int(value))
