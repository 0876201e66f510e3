"""The flow of a seat for employees on a board: vacant, nominated, held, vacant again (B6)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.rules import acting_role
from zhijia.services.congress.directors import acts, checks, events, letters
from zhijia.services.congress.directors.acts import FLOW
from zhijia.services.congress.directors.forms import ElectForm, NominateForm, ReportForm, VacateForm
from zhijia.services.congress.directors.models import EmployeeSeat

VACANT = State("vacant", _("空缺"))
NOMINATED = State("nominated", _("已提名"))
HELD = State("held", _("在任"))
CLOSED = State("closed", _("已撤销"), is_final=True)
VACANCY, REPORTING = "vacancy", "reporting"


def vacant_on(seat: EmployeeSeat) -> date | None:
    return seat.vacant_on


FILLING = ClockStart(VACANCY, _("补选职工董事监事"), "term", parameter="company.directors.vacancy", since=vacant_on)
REPORT = ClockStart(REPORTING, _("职工董事监事述职"), "term", parameter="company.directors.report")


MOVES = (
    Move(
        "nominate",
        _("提名职工董事监事"),
        frozenset({"vacant"}),
        "nominated",
        events.NOMINATED,
        **BY_UNION,
        form=NominateForm,
        guards=(checks.check_nobody,),
        judges=(checks.judge_nomination,),
        act=acts.nominate,
    ),
    Move(
        "strike",
        _("撤回提名"),
        frozenset({"nominated"}),
        "vacant",
        events.DECLINED,
        **BY_UNION,
        form=ReasonForm,
        act=acts.strike,
        is_primary=False,
    ),
    Move(
        "elect",
        _("登记选举结果"),
        frozenset({"nominated"}),
        "held",
        events.ELECTED,
        **BY_UNION,
        form=ElectForm,
        judges=(checks.judge_election,),
        act=acts.elect,
        stops=(VACANCY,),
        starts=(REPORT,),
        document=letters.ELECTED,
        help=_("由职工代表大会、职工大会或者其他民主形式无记名投票选举，以全体代表为基数。"),
    ),
    Move(
        "report",
        _("登记述职"),
        frozenset({"held"}),
        None,
        events.REPORTED,
        **BY_UNION,
        form=ReportForm,
        act=acts.report,
        stops=(REPORTING,),
        starts=(REPORT,),
    ),
    Move(
        "vacate",
        _("登记离任"),
        frozenset({"held"}),
        "vacant",
        events.VACATED,
        **BY_UNION,
        form=VacateForm,
        act=acts.vacate,
        stops=(REPORTING,),
        starts=(FILLING,),
        is_primary=False,
    ),
    Move(
        "close",
        _("撤销席位"),
        frozenset({"vacant"}),
        "closed",
        events.CLOSED,
        **BY_UNION,
        form=ReasonForm,
        act=acts.close,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[EmployeeSeat]:
    return records_in_order(cases, EmployeeSeat.objects.select_related("enterprise"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """A seat is filled within its months, and whoever holds it reports within the year."""
    case = standing.case
    due = standing.ask(running_terms)
    verb = {"vacant": "nominate", "nominated": "elect", "held": "report"}[case.state]
    role = acting_role(case.union.kind)
    return [Wanted(verb, case.union_id, role=role, due_on=due.get(REPORTING if verb == "report" else VACANCY))]


SEAT_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("职工董事监事"),
        prefix="DJ",
        states=(VACANT, NOMINATED, HELD, CLOSED),
        initial=VACANT.code,
        opened=events.OPENED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
        opening=(FILLING,),
    )
)
