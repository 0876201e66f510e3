"""Drawing the sheets that the city checks on the spot: by the system, from a stored pool, by a stored seed (services §E3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil
from random import Random

from django.db import transaction
from django.db.models import Q

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.standing import stand_together
from zhijia.engines.scorecards.events import SAMPLE_DRAWN
from zhijia.engines.scorecards.flow import SHEET_FLOW
from zhijia.engines.scorecards.models import Purpose, Sample, Sheet
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.recording import subject_of
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, record


def choose(pool: Sequence[int], share: Fraction, *, seed: int) -> list[int]:
    """At least the share of a pool, at least one of any: the same ids for the same pool, share and seed."""
    ordered = sorted(pool)
    return sorted(Random(seed).sample(ordered, ceil(len(ordered) * share)))  # noqa: S311  repeatable is the point


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn in a year, the newest sample first, and the reviewed ratings that were in no pool yet."""

    drawn: Sequence[Sheet]
    pool: Sequence[int]


def read_drawing(union: Union, template: str, year: int) -> Drawing:
    """Both for the ratings below a union, each sheet with its sample. One query."""
    rows = Sheet.objects.filter(
        Q(case__state="reviewed") | Q(sample__union=union),
        template=template,
        year=year,
        purpose=Purpose.RATING,
        path__gte=union.path,
        path__lt=union.upper_bound,
    )
    found = list(rows.select_related("sample", "case", "union").order_by("-sample", "pk"))
    seen = {pk for sheet in found if sheet.sample for pk in sheet.sample.pool}
    return Drawing(
        [sheet for sheet in found if sheet.sample],
        sorted(sheet.pk for sheet in found if sheet.case.state == "reviewed" and sheet.pk not in seen),
    )


def draw_sample(union: Union, template: str, year: int, *, seed: int, actor: Actor, now: datetime) -> Sample:
    """Draw the share that the parameter asks for. Who may, the service has asked. Raises `Refused` for an empty pool."""
    with transaction.atomic():
        pool = read_drawing(union, template, year).pool
        if not pool:
            raise Refused("没有可以抽取的评分表：复核以后、还没有列入备选的才能抽取。")
        share = LocalLaw().rule("scorecards.spot_check", place=union.place, on=local_day(now)).share
        sample = Sample.objects.create(
            union=union,
            template=template,
            year=year,
            seed=seed,
            share=str(share),
            pool=list(pool),
            drawn_at=now,
            drawn_by_label=actor.signature[:200],
        )
        drawn = choose(pool, share, seed=seed)
        Sheet.objects.filter(pk__in=drawn).update(sample=sample)
        sheets = list(Sheet.objects.filter(pk__in=drawn).select_related("case", "sample").order_by("pk"))
        rewrite_awaits(SHEET_FLOW, stand_together([(sheet.case, sheet) for sheet in sheets]), now=now)
        data = {
            "template": template,
            "year": year,
            "seed": seed,
            "share": str(share),
            "pool": list(pool),
            "drawn": drawn,
        }
        record(NewEvent(SAMPLE_DRAWN.code, now, actor.doer, subject_of(union), data=data))
    return sample
