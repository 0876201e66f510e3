"""The declared numbers of the demo plan: each county reports monthly, with a paper as evidence; one falls silent."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from zhijia.demo.working import DemoDesk, month_ends
from zhijia.engines.documents.store import keep
from zhijia.engines.indicators.declaring import Report, report
from zhijia.engines.indicators.definitions import as_indicator
from zhijia.engines.indicators.models import Declared
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import Actor, scoped
from zhijia.services.plans.models import PlanDocument, Target

SILENT = 3  # the declared target at this place has no report at all: grey on the cockpit
MONTHS_REPORTED = 4


def report_numbers(desk: DemoDesk, plan: PlanDocument, counties: list[Union]) -> None:
    """Report every declared target but a few, up to a share of it that differs from target to target."""
    with scoped(desk.research):
        targets = list(Target.objects.filter(plan=plan).order_by("pk"))
        declared = {as_indicator(row).code: row for row in Declared.objects.all()}
    reported = [target for target in targets if target.indicator in declared]
    for target in reported[:SILENT] + reported[SILENT + 1 :]:
        reached = Decimal(desk.rng.choice((45, 62, 78, 84, 90, 97, 104))) / 100
        for number, county in enumerate(counties):
            actor = desk.actor(f"c{number}.leader")
            _report_county(desk, target, declared[target.indicator], county, actor=actor, reached=reached)


def _report_county(
    desk: DemoDesk, target: Target, declared: Declared, county: Union, *, actor: Actor, reached: Decimal
) -> None:
    ends = [day for day in month_ends(desk.timeline) if target.period_from <= day <= target.period_to][
        -MONTHS_REPORTED:
    ]
    with scoped(actor):
        for step, end in enumerate(ends, 1):
            _report_month(desk, target, declared, county, actor=actor, end=end, so_far=reached * step / len(ends))


def _report_month(
    desk: DemoDesk, target: Target, declared: Declared, county: Union, *, actor: Actor, end: date, so_far: Decimal
) -> None:
    value, total = _share_of(desk, target, so_far, is_ratio=declared.is_ratio)
    paper = f"{target.name} {county.name} {end:%Y-%m}\n演示数据\n".encode()
    entry = Report(
        union=county,
        period_from=target.period_from,
        period_to=target.period_to,
        as_of_on=end,
        value=value,
        total=total,
        evidence_name=f"{county.short_name}-{end:%Y%m}.txt",
        evidence_sha256=keep(BytesIO(paper)),
    )
    report(actor, declared=declared, report=entry, now=desk.timeline.ago((desk.timeline.as_of - end).days - 1))


def _share_of(desk: DemoDesk, target: Target, so_far: Decimal, *, is_ratio: bool) -> tuple[int, int | None]:
    """One county's part: a tenth of the target, or a numerator over a denominator."""
    if is_ratio:
        total = desk.rng.randrange(60, 140)
        return min(total, int(total * float(target.value * so_far / 100))), total
    return int(target.value * so_far / 10), None
