"""What an objection of the labour bureau asks of the next text: a new round of talks, and what was objected to is mended."""

import re
from collections.abc import Sequence

from zhijia.engines.cases.flow import Turn
from zhijia.law.verdicts import Verdict
from zhijia.lib.findings import Severity
from zhijia.lib.numerals import say_number
from zhijia.lib.sentences import Refused, Sentence
from zhijia.services.bargaining.checks.drafts import clauses_of, draft_of
from zhijia.services.bargaining.checks.standing import at_the_table
from zhijia.services.bargaining.models import Clause

OBJECTED = "CB-059"
NAMED = re.compile(r"(?<![》法例定])第([零一二三四五六七八九十百]+|\d+)条")
"""A clause of the contract by its number; after the name of a law the number is the law's."""


def check_has_met_again(turn: Turn) -> None:
    """CB-059: a text that was objected to is negotiated again (令22 §46): the sides met after the objection."""
    table = at_the_table(turn)
    if table.objections and not table.meetings_of_round:
        words = {"day": table.objections[0].given_on}
        raise Refused(
            Sentence("审查机关{day}提出异议，须重新协商。请先登记这一天以后的协商会议，再办理草案签字。", words),
            rule=OBJECTED,
        )


def judge_objected(turn: Turn) -> Sequence[Verdict]:
    """CB-059: a clause that the objection names, or the whole text, which stands as it was is pointed out."""
    objections = at_the_table(turn).objections
    if not objections:
        return ()
    before, now = _bodies(clauses_of(turn.record.contract.draft)), _bodies(clauses_of(draft_of(turn)))
    if before == now:
        return (_noted(Sentence("草案与审查机关提出异议的文本完全相同，异议还没有处理。")),)
    named = set(NAMED.findall(objections[0].objected_items))
    return [
        _noted(Sentence("审查异议涉及的第{number}条“{title}”没有修改。", {"number": number, "title": title}))
        for number, (title, body) in enumerate(before, 1)
        if named & {str(number), say_number(number)} and (title, body) in now
    ]


def _bodies(clauses: Sequence[Clause]) -> list[tuple[str, tuple[object, ...]]]:
    """What each clause says, in order: its title, and its wording with the values agreed."""
    return [
        (clause.title, (clause.body, *sorted((term.field, term.value) for term in clause.terms.all())))
        for clause in clauses
    ]


def _noted(sentence: Sentence) -> Verdict:
    return Verdict(OBJECTED, Severity.WARN, sentence)
