"""What a contract and the next round have to do with each other."""

from datetime import date, timedelta

from zhijia.engines.cases.clocks import start_clocks
from zhijia.engines.cases.flow import ClockStart, Outcome, Turn, get_flow
from zhijia.engines.cases.following import follow_facts
from zhijia.engines.cases.opening import begin
from zhijia.engines.cases.standing import Standing
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.actions.opening import BARGAINING, succeed
from zhijia.services.bargaining.models import Bargaining, Contract
from zhijia.services.bargaining.models.bargainings import BargainingKind

ONE_DAY = timedelta(days=1)
REPLACEMENT = "replacement"


def _last_day_of(bargaining: Bargaining) -> date | None:
    """The last day of a contract before the first of a later one that is in force; None where its term is over before."""
    later = Contract.objects.filter(bargaining__previous=bargaining.contract, ended_on=None)
    firsts = [max(row.effective_on, row.term_from) for row in later if row.effective_on]
    last = min(firsts) - ONE_DAY if firsts else None
    return last if last and last < bargaining.contract.term_to else None


REPLACEMENT_CLOCK = ClockStart(REPLACEMENT, _("新合同取代本合同"), "term", promised=_last_day_of, on_expiry="replace")


def renew(turn: Turn) -> Outcome:
    """The union asks for the next round; it goes its own way through the full procedure (CB-063, CB-066)."""
    bargaining = succeed(turn.record.contract, kind=BargainingKind.RENEWAL, actor=turn.actor, now=turn.now)
    return Outcome(data={"successor": bargaining.pk, "number": bargaining.case.number})


def ask_previous_again(turn: Turn) -> None:
    """The contract that came before awaits again what this round no longer brings."""
    with scoped(SYSTEM):  # whoever ends this round
        if previous := _previous(turn):
            begin(get_flow(BARGAINING), [(previous.case, previous)], now=turn.now)


def replace_previous(turn: Turn) -> None:
    """From the first day of this contract the one before it is replaced: nobody is covered twice by the same pair (CB-066)."""
    with scoped(SYSTEM):  # the bureau that reviews does not see it
        if previous := _previous(turn):
            start_clocks([Standing(previous.case, previous)], (REPLACEMENT_CLOCK,), now=turn.now)


def keep_previous(turn: Turn) -> None:
    """This contract is not in force after all: the one before it is not replaced."""
    with scoped(SYSTEM):
        if previous := _previous(turn):
            follow_facts(previous.case, previous, actor=SYSTEM, now=turn.now)


def _previous(turn: Turn) -> Bargaining | None:
    """The bargaining of the contract that came before; None for a first one."""
    if turn.record.previous_id is None:  # asked for none, the database would give bargainings without a contract
        return None
    return Bargaining.objects.select_related("case", "contract").filter(contract=turn.record.previous_id).first()
