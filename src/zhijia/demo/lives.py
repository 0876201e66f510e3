"""Contracts of the demo city that were in force before this system, and what became of them: renewed, changed, ended, put away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from zhijia.demo import steps as do
from zhijia.demo.bargaining import TAKEN_OVER_AGO, Firm, existing
from zhijia.demo.casting import Cast
from zhijia.demo.courses import IN_FORCE, PUBLISHED_LATE, follow
from zhijia.demo.steps import Round
from zhijia.demo.working import DemoDesk
from zhijia.organisation.scopes import scoped
from zhijia.services.bargaining.actions.opening import succeed
from zhijia.services.bargaining.actions.taking_over import ExistingContract, take_back, take_over_contracts
from zhijia.services.bargaining.models import Bargaining, Contract
from zhijia.services.bargaining.models.bargainings import BargainingKind, ChangeGround, ContractType

YEAR = 364
"""The last day of a contract of one year, counted from its first."""


def renew(it: Round) -> None:
    """The next contract goes through the full procedure and is in force before the term of this one is over."""
    do.lapse(it)
    it.make("renew")
    with scoped(it.firm.chair):
        renewal = Bargaining.objects.get(previous__bargaining__case=it.case_id)
    follow(Round(it.desk, it.firm, renewal.case_id, it.day), IN_FORCE)


def change(it: Round) -> None:
    """Both sides agree on another text, which replaces this one on its first day."""
    now = it.desk.timeline.ago(it.day, hour=9)
    with scoped(it.firm.chair):
        contract = _contract(it)
        changed = succeed(
            contract, kind=BargainingKind.CHANGE, actor=it.firm.chair, now=now, change_ground=ChangeGround.AGREED
        )
    follow(Round(it.desk, it.firm, changed.case_id, it.day), PUBLISHED_LATE)


def undo(it: Round) -> None:
    """It was taken over by mistake."""
    rights = it.desk.actor("city.rights")
    with scoped(rights):
        take_back(_contract(it), actor=rights, now=it.desk.timeline.ago(it.day))


def _contract(it: Round) -> Contract:
    return Contract.objects.select_related("bargaining__case", "union", "enterprise").get(bargaining__case=it.case_id)


@dataclass(frozen=True)
class Life:
    """A contract of one year that took effect so many days ago, and what was done with it how many days ago."""

    kind: ContractType
    effective: int
    done: Sequence[tuple[int, Callable[[Round], None]]] = ()


LIVES = (
    Life(ContractType.WAGE, 425, ((100, renew), (40, do.lapse), (39, do.tell))),
    Life(ContractType.WAGE, 395),
    Life(ContractType.GENERAL, 335),
    Life(ContractType.WAGE, 235, ((112, change), (0, do.lapse))),
    Life(ContractType.GENERAL, 300, ((20, do.end),)),
    Life(ContractType.WOMEN, 280, ((15, do.dissolve),)),
    Life(ContractType.SAFETY, 420, ((50, do.lapse), (45, do.tell), (30, do.archive))),
    Life(ContractType.GENERAL, 200, ((140, undo),)),
)


def live(desk: DemoDesk, cast: Cast) -> None:
    """Take the contracts over together, then let each go its way."""
    played = [(life, firm) for life in LIVES if (firm := cast.firm_for(life.kind))]
    entries = [_existing(desk, firm, life, number) for number, (life, firm) in enumerate(played, 1)]
    rights = desk.actor("city.rights")
    with scoped(rights):
        contracts = take_over_contracts(entries, actor=rights, now=desk.timeline.ago(TAKEN_OVER_AGO, hour=17))
        case_ids = [contract.bargaining.case_id for contract in contracts]
    for (life, firm), case_id in zip(played, case_ids, strict=True):
        for day, act in life.done:
            act(Round(desk, firm, case_id, day))


def _existing(desk: DemoDesk, firm: Firm, life: Life, number: int) -> ExistingContract:
    effective = desk.timeline.day(life.effective)
    last = effective + timedelta(days=YEAR)
    return existing(firm, life.kind, number=f"演示集合〔{effective.year}〕旧{number}号", effective=effective, last=last)
