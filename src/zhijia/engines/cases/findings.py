"""What the law found fault with when a move was made: kept with the case, so that it is shown, counted and answered for.

A verdict that blocks refuses the move and leaves nothing. A warning or a note lets it pass and stays on record.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import get_language, gettext, override

from zhijia.engines.cases.flow import Move, Turn
from zhijia.engines.cases.models import Case, CaseFinding
from zhijia.law.verdicts import Verdict, noted, refuse
from zhijia.lib.sentences import Sentence


def said(finding: CaseFinding) -> str:
    """What was pointed out, in the language of the reader."""
    return finding.text_en if (get_language() or "").startswith("en") else finding.text


def present_findings(rows: Iterable[CaseFinding]) -> list[tuple[str, str]]:
    """Rule and sentence of each, once however often it was pointed out; shown by `cases/_findings.html`."""
    return list(dict.fromkeys((row.rule, said(row)) for row in rows))


def judge_move(move: Move, turn: Turn) -> tuple[Verdict, ...]:
    """Ask the move's judges about what was submitted. Raises `Refused` for the first verdict that blocks."""
    verdicts = [verdict for judge in move.judges for verdict in judge(turn)]
    refuse(verdicts)
    return noted(verdicts)


def keep_findings(made: Sequence[tuple[Turn, Sequence[Verdict], int]], *, verb: str) -> None:
    """Write down in both languages what each turn passed with, and its event; asked by `advance`."""
    CaseFinding.objects.bulk_create(
        _finding(turn.case, verdict.rule, verdict.sentence, verb=verb, event_id=event_id, now=turn.now)
        for turn, verdicts, event_id in made
        for verdict in verdicts
    )


def point_out(case: Case, rule: str, sentence: Sentence, *, verb: str, event_id: int, now: datetime) -> None:
    """Write down what nobody's move brought about: what an event elsewhere, or a day that passed, found fault with."""
    _finding(case, rule, sentence, verb=verb, event_id=event_id, now=now).save()


def _finding(case: Case, rule: str, sentence: Sentence, *, verb: str, event_id: int, now: datetime) -> CaseFinding:
    with override("en"):
        in_english = sentence.said_in(gettext)
    return CaseFinding(
        case=case, verb=verb, rule=rule, text=str(sentence), text_en=in_english, event_id=event_id, found_at=now
    )
