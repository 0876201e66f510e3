"""What the numbers of bargaining share: goal, units, and how each family makes a number."""

from typing import Any, Protocol

from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind
from zhijia.lib.sentences import gettext_noop

GOAL = gettext_noop("建设和谐")
ENTERPRISE, CONTRACT = "organisation.enterprise", "bargaining.contract"
ROUND, PROMISE, TARGET = "bargaining.bargaining", "bargaining.item", "bargaining.target"
FIRMS, COPIES, PEOPLE, ROUNDS = gettext_noop("家"), gettext_noop("份"), gettext_noop("人"), gettext_noop("件")


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
targets = _numbers_of(TARGET, "bargaining_targets")
"""A number of those whom campaigns of offers are aimed at."""
