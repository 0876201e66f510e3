"""What the law found fault with when a move was made: kept with the case, so that it is shown, counted and answered for.

A verdict that blocks refuses the move and leaves nothing. A warning or a note lets it pass and stays on record.
"""

from collections.abc import Sequence

from django.utils.translation import gettext, override

from zhijia.engines.cases.flow import Move, Turn
from zhijia.engines.cases.models import CaseFinding
from zhijia.law.verdicts import Verdict, noted, refuse


def judge_move(move: Move, turn: Turn) -> tuple[Verdict, ...]:
    """Ask the move's judges about what was submitted. Raises `Refused` for the first verdict that blocks."""
    verdicts = [verdict for judge in move.judges for verdict in judge(turn)]
    refuse(verdicts)
    return noted(verdicts)


def keep_findings(made: Sequence[tuple[Turn, Sequence[Verdict], int]], *, verb: str) -> None:
    """Write down in both languages what each turn passed with, and its event; asked by `advance`."""
    CaseFinding.objects.bulk_create(
        CaseFinding(
            case=turn.case,
            verb=verb,
            rule=verdict.rule,
            text=str(verdict.sentence),
            text_en=_in_english(verdict),
            event_id=event_id,
            found_at=turn.now,
        )
        for turn, verdicts, event_id in made
        for verdict in verdicts
    )


def _in_english(verdict: Verdict) -> str:
    with override("en"):
        return verdict.sentence.said_in(gettext)
