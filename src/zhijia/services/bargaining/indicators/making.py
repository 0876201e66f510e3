"""What the numbers of bargaining share: goal, units, and how one flow becomes a number by either year (ST-03)."""

from dataclasses import replace
from typing import Any, Protocol

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


class Make(Protocol):
    """Makes the number of one family: its code without the service's name, its words, and what differs from a rate."""

    def __call__(
        self,
        code: str,
        name: str,
        definition: str,
        *,
        unit: str = PERCENT,
        kind: Kind = Kind.RATIO,
        is_less_better: bool = False,
        parameter: str = "",
    ) -> Indicator: ...


def _numbers_of(subject: str, family: str) -> Make:
    def make(
        code: str, name: str, definition: str, *, unit: str = PERCENT, kind: Kind = Kind.RATIO, **more: Any
    ) -> Indicator:
        return Indicator(
            code=f"bargaining.{code}",
            name=name,
            definition=definition,
            unit=unit,
            family=family,
            subject=subject,
            kind=kind,
            goal=GOAL,
            **more,
        )

    return make


coverage = _numbers_of(ENTERPRISE, "bargaining_coverage")
"""A number of enterprises and their employees."""
contracts = _numbers_of(CONTRACT, "bargaining_contracts")
"""A number of contracts."""
rounds = _numbers_of(ROUND, "bargaining_rounds")
"""A number of rounds of bargaining."""
