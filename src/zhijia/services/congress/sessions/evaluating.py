"""S5: the summary of a democratic evaluation, issued when its ballots are counted."""

from collections.abc import Mapping
from typing import Any

from zhijia.engines.ballots.kinds import EVALUATION, MARKS
from zhijia.engines.ballots.models import Poll
from zhijia.engines.ballots.outcomes import result_of
from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.rules.powers import Power
from zhijia.services.congress.sessions.votes_of import item_of
from zhijia.services.congress.terms.letters import FOLDER, SERIES
from zhijia.services.congress.terms.staff import law_of

EVALUATION_TEMPLATE = register_template(
    "congress.evaluation",
    _("民主评议汇总表"),
    FOLDER / "evaluation.md",
    [
        Field("congress", is_public=True),
        Field("case"),
        Field("facts", FieldKind.ROWS),
        Field("results", FieldKind.ROWS),
        Field("decision", FieldKind.TEXT),
        Field("basis"),
    ],
    series=SERIES,
)


def _evaluation(turn: Turn) -> Mapping[str, Any] | None:
    """Counts only, of everybody who was evaluated. None: what was counted is another vote."""
    poll: Poll = turn.data["poll"]
    item = item_of(poll)
    if item.power != Power.EVALUATE:
        return None
    poll.refresh_from_db()
    result, question = result_of(poll), poll.questions.get(number=1)
    counted, rule = result.counts[1], law_of(turn.record.term, turn.today)
    return {
        "congress": turn.case.title,
        "case": turn.case.number,
        "facts": [
            ("应到", f"{result.numbers.roll}人"),
            ("实到", f"{result.numbers.present}人"),
            ("收回", f"{counted.ballots}张，其中无效{counted.invalid}张"),
            ("表决方式", poll.get_mode_display()),
        ],
        "results": [
            (one["label"], *(f"{counted.marks[one['code']].get(mark, 0)}" for mark in MARKS[EVALUATION]))
            for one in question.options
        ],
        "decision": item.resolution,
        "basis": basis_of(rule("congress.quorum"), rule("congress.ballot.secret")),
    }


EVALUATED = Paper(EVALUATION_TEMPLATE.code, _evaluation)
