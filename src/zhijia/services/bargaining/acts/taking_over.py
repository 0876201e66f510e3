"""What taking over leaves for the log."""

from zhijia.engines.cases.flow import Outcome, Turn


def take_over(turn: Turn) -> Outcome:
    contract = turn.record.contract
    return Outcome(
        data={
            "contract": contract.pk,
            "number": contract.number,
            "term_from": contract.term_from.isoformat(),
            "term_to": contract.term_to.isoformat(),
            "effective_on": contract.effective_on.isoformat(),
        }
    )
