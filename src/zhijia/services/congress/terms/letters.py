"""S4: the result of the elections of delegates and the review of their mandates, when a congress is constituted."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import NumberSeries, register_template
from zhijia.engines.documents.wording import basis_of, span_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.electing.models import DelegateElection, DelegateElectionKind
from zhijia.services.congress.terms.makeup import measure
from zhijia.services.congress.terms.models import CongressTerm, Delegate
from zhijia.services.congress.terms.staff import law_of

FOLDER = Path(__file__).parents[1] / "documents"
SERIES = NumberSeries("congress.term", _("职代会文书"), "职代")
YES, NO, UNKNOWN = "是", "否", "未登记"

QUALIFICATION_TEMPLATE = register_template(
    "congress.qualification",
    _("代表选举结果与资格审查报告"),
    FOLDER / "qualification.md",
    [
        Field("congress", is_public=True),
        Field("facts", FieldKind.ROWS),
        Field("elections", FieldKind.ROWS),
        Field("reckonings", FieldKind.LINES),
        Field("delegates", FieldKind.ROWS),
        Field("reviewed_on", FieldKind.DAY),
        Field("reviewers"),
        Field("review", FieldKind.TEXT),
        Field("basis"),
        Field("case"),
    ],
    series=SERIES,
)


def _qualification(turn: Turn) -> Mapping[str, Any]:
    term: CongressTerm = turn.record
    mandates = list(Delegate.objects.filter(term=term, to_on=None).select_related("unit").order_by("unit_id", "pk"))
    rule = law_of(term, turn.today)
    laws = ("delegates.share", "delegates.leaders", "election.quorum", "election.majority", "term.most")
    return {
        "congress": turn.case.title,
        "facts": [
            ("职工人数", f"{term.headcount}人"),
            ("其中女职工", f"{term.women}人" if term.women is not None else UNKNOWN),
            ("代表名额", f"{term.planned}名"),
            ("当选代表", f"{len(mandates)}名"),
            ("任期", span_of(term.from_on, term.to_on)),
        ],
        "elections": _elections(term),
        "reckonings": [str(one.verdict.sentence) for one in measure(term, mandates, on=turn.today)],
        "delegates": [_delegate(row) for row in mandates],
        "reviewed_on": term.reviewed_on,
        "reviewers": term.reviewers,
        "review": term.review,
        "basis": basis_of(*(rule(f"congress.{key}") for key in laws)),
        "case": turn.case.number,
    }


def _elections(term: CongressTerm) -> list[tuple[str, ...]]:
    rows = DelegateElection.objects.filter(term=term, case__state="confirmed").exclude(kind=DelegateElectionKind.RECALL)
    return [
        (row.unit.name, f"{row.eligible}", f"{row.present}", f"{row.seats}", full_day(row.held_on))
        for row in rows.select_related("unit").order_by("unit_id", "pk")
        if row.held_on
    ]


def _delegate(row: Delegate) -> tuple[str, ...]:
    front = UNKNOWN if row.is_front_line is None else (YES if row.is_front_line else NO)
    return (row.name, row.unit.name, row.get_category_display(), YES if row.is_senior else NO, front)


QUALIFICATION = Paper(QUALIFICATION_TEMPLATE.code, _qualification)
