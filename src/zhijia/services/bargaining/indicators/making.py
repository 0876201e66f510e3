"""What the numbers of bargaining share: goal, units, and how one flow becomes a number by either year (ST-03)."""

from dataclasses import replace

from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind, Year, publish
from zhijia.lib.sentences import gettext_noop

GOAL = gettext_noop("建设和谐")
ENTERPRISE, CONTRACT = "organisation.enterprise", "bargaining.contract"
ROUND, PROMISE = "bargaining.bargaining", "bargaining.item"
FIRMS, COPIES, PEOPLE, ROUNDS = gettext_noop("家"), gettext_noop("份"), gettext_noop("人"), gettext_noop("件")
BY_UNION_YEAR = gettext_noop("口径与按自然年统计的指标相同，“本年内”指工会统计年度以内。")


def publish_flows(*flows: tuple[Indicator, str]) -> None:
    """Publish each flow by the calendar year, and under its second name by the union's statistical year."""
    for flow, name in flows:
        calendar = replace(flow, year=Year.CALENDAR)
        union = replace(flow, code=calendar.other_year, name=name, definition=BY_UNION_YEAR, year=Year.UNION)
        publish(calendar, union)


def coverage(code: str, name: str, definition: str, *, unit: str = PERCENT, kind: Kind = Kind.RATIO) -> Indicator:
    """A number of enterprises and their employees."""
    return Indicator(
        code=f"bargaining.{code}",
        name=name,
        definition=definition,
        unit=unit,
        family="bargaining_coverage",
        subject=ENTERPRISE,
        kind=kind,
        goal=GOAL,
    )


def contracts(
    code: str,
    name: str,
    definition: str,
    *,
    unit: str = PERCENT,
    kind: Kind = Kind.RATIO,
    is_less_better: bool = False,
    parameter: str = "",
) -> Indicator:
    """A number of contracts."""
    return Indicator(
        code=f"bargaining.{code}",
        name=name,
        definition=definition,
        unit=unit,
        family="bargaining_contracts",
        subject=CONTRACT,
        kind=kind,
        goal=GOAL,
        is_less_better=is_less_better,
        parameter=parameter,
    )


def rounds(
    code: str,
    name: str,
    definition: str,
    *,
    unit: str = PERCENT,
    kind: Kind = Kind.RATIO,
    is_less_better: bool = False,
    parameter: str = "",
) -> Indicator:
    """A number of rounds of bargaining."""
    return Indicator(
        code=f"bargaining.{code}",
        name=name,
        definition=definition,
        unit=unit,
        family="bargaining_rounds",
        subject=ROUND,
        kind=kind,
        goal=GOAL,
        is_less_better=is_less_better,
        parameter=parameter,
    )
