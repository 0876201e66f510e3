"""Rounds of bargaining in the demo city, one in each state that a round passes, from the first thought to inspection."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhijia.demo import steps as do
from zhijia.demo.bargaining import Firm
from zhijia.demo.casting import Cast
from zhijia.demo.courses import (
    ADOPTED,
    AGREED,
    DRAFTED,
    FILED,
    IN_FORCE,
    MET,
    OFFER,
    PREPARED,
    SERVED,
    SIGNED,
    TABLED,
    Steps,
    follow,
)
from zhijia.demo.lives import live
from zhijia.demo.passing import pass_time
from zhijia.demo.steps import Guests, Round
from zhijia.demo.working import DemoDesk
from zhijia.organisation.scopes import scoped
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.models.bargainings import ContractType, Side


@dataclass(frozen=True)
class Script:
    """What is bargained for, how many days ago it began, what was done since, and who began."""

    kind: ContractType
    ago: int
    steps: Steps = ()
    initiator: Side = Side.WORKERS


GENERAL, WAGE, WOMEN, SAFETY, SKILL_PAY, INNOVATION = (
    ContractType.GENERAL,
    ContractType.WAGE,
    ContractType.WOMEN,
    ContractType.SAFETY,
    ContractType.SKILL_PAY,
    ContractType.INNOVATION,
)
ROUNDS = (
    Script(WAGE, 3, OFFER),
    Script(WAGE, 40, (*SERVED, (22, do.wait))),
    Script(WOMEN, 30, (*SERVED, (12, do.refuse))),
    Script(SAFETY, 50, (*FILED, (40, do.objected))),
    Script(SKILL_PAY, 24, MET),
    Script(GENERAL, 14, AGREED),
    Script(INNOVATION, 16, PREPARED),
    Script(WAGE, 26, (*MET, (18, do.suspend))),
    Script(WOMEN, 30, DRAFTED),
    Script(WAGE, 30, TABLED),
    Script(WAGE, 36, (*TABLED, (28, do.failed))),
    Script(SAFETY, 36, ADOPTED),
    Script(WOMEN, 38, SIGNED),
    Script(GENERAL, 2),
    Script(GENERAL, 9, ((3, do.employer_offers),), Side.EMPLOYER),
    Script(SAFETY, 32, (*MET, (24, do.part))),
    Script(GENERAL, 60, (*MET, (30, do.part), (50, do.give_up))),
    Script(INNOVATION, 45, (*MET, (30, do.conclude))),
    Script(SAFETY, 41, (*FILED, (36, do.ask_supplement))),
    Script(WAGE, 40, (*FILED, (37, do.approve))),
)
"""One firm plays each; a small city, whose firms play several kinds at once, has room for the first of them only."""


GUEST_ROUNDS = (
    Script(WAGE, 110, (*IN_FORCE, (80, do.inspect))),
    Script(WOMEN, 40, FILED),
    Script(SAFETY, 40, (*MET, (30, do.deadlock))),
    Script(GENERAL, 6, SERVED),
)
"""What the firm with guests has done: a contract in force, one before the bureau, a dispute before it, an offer to answer."""


def play_rounds(desk: DemoDesk, firms: Sequence[Firm], guests: Guests | None) -> None:
    """The firm with guests, then the lives of existing contracts, then a firm for each round; then what time brings about."""
    cast = Cast(firms[1:])
    for script in GUEST_ROUNDS if guests else ():
        _play(desk, firms[0], script, guests)
    live(desk, cast)
    for script in ROUNDS:
        if firm := cast.firm_for(script.kind):
            _play(desk, firm, script, None)
    pass_time(desk)


def _play(desk: DemoDesk, firm: Firm, script: Script, guests: Guests | None) -> None:
    entry = NewBargaining(
        union=firm.union, enterprise=firm.enterprise, contract_type=script.kind, initiator=script.initiator
    )
    with scoped(firm.chair):
        opened = open_bargaining(entry, actor=firm.chair, now=desk.timeline.ago(script.ago, hour=9))
    follow(Round(desk, firm, opened.case_id, script.ago, guests), script.steps)
