"""S7: the report of the election of an employee director or supervisor, recorded with the union above."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhijia.engines.ballots.rules import reckon_recall
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, span_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.directors.checks import holder_of
from zhijia.services.congress.directors.models import EmployeeSeat
from zhijia.services.congress.terms.letters import SERIES

ELECTED_TEMPLATE = register_template(
    "congress.director_elected",
    _("职工董事监事选举报告"),
    Path(__file__).parents[1] / "documents" / "director_elected.md",
    [
        Field("enterprise", is_public=True),
        Field("board"),
        Field("facts", FieldKind.ROWS),
        Field("reckoning", FieldKind.TEXT),
        Field("basis"),
        Field("case"),
    ],
    series=SERIES,
)


def _elected(turn: Turn) -> Mapping[str, Any] | None:
    seat: EmployeeSeat = turn.record
    holder = holder_of(seat)
    if holder is None:
        return None
    law = LocalLaw()
    keys = ("company.directors.elected", "company.directors.majority", "company.directors.nominated")
    elected, majority, nominated = (law.rule(key, place=turn.case.place, on=turn.data["elected_on"]) for key in keys)
    reckoning = reckon_recall(majority, yes=holder.yes or 0, total=holder.entitled or 0)
    return {
        "enterprise": seat.enterprise.name,
        "board": seat.get_board_display(),
        "facts": [
            ("姓名", holder.name),
            ("提名", "工会提名" if holder.is_nominated_by_union else "其他方式提名"),
            ("选举形式", holder.get_elected_by_display()),
            ("全体代表（职工）", f"{holder.entitled}人"),
            ("赞成", f"{holder.yes}票"),
            ("任期", span_of(holder.from_on, holder.to_on)),
        ],
        "reckoning": str(reckoning.verdict.sentence),
        "basis": basis_of(elected, majority, nominated),
        "case": turn.case.number,
    }


ELECTED = Paper(ELECTED_TEMPLATE.code, _elected)
