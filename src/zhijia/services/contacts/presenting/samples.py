"""The samples of a year: how each was drawn, so that anybody draws it again, and what it drew."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.scorecards.flow import SHEET_FLOW
from zhijia.engines.scorecards.models import Sample, Sheet
from zhijia.engines.scorecards.sampling import read_drawing
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.actions.programmes import can_open_programme
from zhijia.services.contacts.models import PairProgramme
from zhijia.services.contacts.rating import SIX_HAVES
from zhijia.ui.components import Fact


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A draw that can be made again, and the cases in sight that it drew."""

    sample: Sample
    pool: int
    sheets: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class SamplesPage:
    """`to_draw` is how many sheets a draw would be made from; 0 where the reader may not draw."""

    programme: PairProgramme
    samples: Sequence[SampleRow]
    to_draw: int


def read_samples(actor: Actor, programme: PairProgramme) -> SamplesPage:
    """One query."""
    drawing = read_drawing(programme.union, SIX_HAVES.code, programme.year)
    samples = {sheet.sample.pk: sheet.sample for sheet in drawing.drawn if sheet.sample}
    rows = [
        SampleRow(sample, len(sample.pool), [_drawn(sheet) for sheet in drawing.drawn if sheet.sample_id == pk])
        for pk, sample in samples.items()
    ]
    return SamplesPage(programme, rows, len(drawing.pool) if can_open_programme(actor) else 0)


def _drawn(sheet: Sheet) -> Fact:
    state = _(SHEET_FLOW.state(sheet.case.state).label)
    return Fact(sheet.union.name, state, url=reverse("cases:case", args=[sheet.case_id]))
