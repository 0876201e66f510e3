"""What the pages of an election of delegates, of a seat on a board and of a joint meeting show."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from zhijia.engines.ballots.models import TallyLine, TallySheet
from zhijia.engines.ballots.panels import show_sheets
from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.public_notices.flow import NOTICE_FLOW
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.directors.flow import SEAT_FLOW
from zhijia.services.congress.directors.models import Board, EmployeeSeat, SeatHolder, SeatReport
from zhijia.services.congress.directors.rules import judge_duty_of
from zhijia.services.congress.electing.flow import DELEGATE_ELECTION_FLOW
from zhijia.services.congress.electing.models import DelegateCandidate, DelegateElection
from zhijia.services.congress.electing.voting import BODIES
from zhijia.services.congress.joint.flow import JOINT_FLOW
from zhijia.services.congress.joint.models import JointMeeting
from zhijia.services.congress.panels.term import reckonings
from zhijia.services.congress.rules.composition import Measured, measured
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


@Together
def _votes(case: Any) -> Sequence[QuerySet[Any]]:
    return (
        DelegateCandidate.objects.filter(election__case=case).order_by("pk"),
        Case.objects.filter(Exists(PublicNotice.objects.filter(case=OuterRef("pk"), about=case))).order_by("pk"),
        TallySheet.objects.filter(about=case).order_by("pk"),
        TallyLine.objects.filter(sheet__about=case).order_by("sheet", "rank", "pk"),
    )


@Together
def _holders(case: Any) -> Sequence[QuerySet[Any]]:
    return (
        SeatHolder.objects.filter(seat__case=case).order_by("-pk"),
        SeatReport.objects.filter(holder__seat__case=case).order_by("-reported_on", "pk"),
    )


def show_election(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Unit, candidates, notice, ballots; two queries."""
    election = DelegateElection.objects.select_related("term__case", "unit", "delegate").get(case=case)
    candidates, notices, sheets, lines = _votes.read(case.pk)
    facts = [
        Fact(_("届次"), election.term.case.title, url=case_url(election.term.case_id)),
        Fact(_("选区"), election.unit.name, note=_("职工 %(n)d 人") % {"n": election.eligible}),
    ]
    if election.delegate:
        facts.append(Fact(_("涉及代表"), election.delegate.name, note=election.reason))
    else:
        facts.append(Fact(_("应选名额"), str(election.seats)))
    if election.yes is not None:
        facts.append(Fact(_("赞成罢免"), f"{election.yes}/{election.eligible}"))
    return {
        "facts": facts,
        "candidates": [_candidate(row) for row in candidates],
        "notices": [_notice(row) for row in notices],
        "sheets": show_sheets(sheets, lines, BODIES),
    }


def show_seat(_actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """The duty with its numbers, who holds the seat, what was reported; three queries."""
    seat = EmployeeSeat.objects.select_related("enterprise").get(case=case)
    holders, reports = _holders.read(case.pk)
    facts = [Fact(_("公司"), seat.enterprise.name), Fact(_("席位"), seat.get_board_display())]
    if seat.vacant_on:
        facts.append(Fact(_("空缺日期"), day_read(seat.vacant_on)))
    return {
        "facts": facts,
        "makeup": reckonings(_duty(seat, holders, today)),
        "holders": [_holder(row) for row in holders],
        "reports": [Fact(day_read(row.reported_on), row.text) for row in reports],
    }


def show_joint(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """The matter and what came of it."""
    meeting = JointMeeting.objects.select_related("term__case", "session").get(case=case)
    facts = [
        Fact(_("届次"), meeting.term.case.title, url=case_url(meeting.term.case_id)),
        Fact(_("议题"), meeting.topic, note=meeting.get_power_display()),
        Fact(_("授权依据"), meeting.authority),
    ]
    if meeting.held_on:
        facts += [Fact(_("召开日期"), day_read(meeting.held_on), note=meeting.attendance)]
        facts += [Fact(_("协商结果"), meeting.decision)]
    if meeting.confirmed_on:
        word = _("确认") if meeting.is_confirmed else _("不予确认")
        url = case_url(meeting.session_id) if meeting.session_id else ""
        facts.append(Fact(_("职代会确认"), word, note=day_read(meeting.confirmed_on), url=url))
    return {"facts": facts}


def _duty(seat: EmployeeSeat, holders: Sequence[SeatHolder], today: date) -> list[Measured]:
    law = LocalLaw().rule("company.directors.headcount", place=seat.enterprise.place, on=today)
    held = sum(row.ended_on is None and row.elected_on is not None for row in holders)
    counts = {"directors": held, "supervisors": 0}
    if seat.board == Board.SUPERVISOR:
        counts = {"directors": 0, "supervisors": held}
    found = judge_duty_of(law, headcount=seat.enterprise.headcount, **counts)
    return [measured(found)] if found else []


def _candidate(row: DelegateCandidate) -> Fact:
    words = [row.get_category_display(), *([_("中层以上")] if row.is_senior else [])]
    return Fact(row.name, " · ".join(map(str, words)), note=_("已撤下") if row.struck_on else "")


def _notice(row: Case) -> Fact:
    return Fact(_("公示"), row.title, note=_(NOTICE_FLOW.state(row.state).label), url=case_url(row.pk))


def _holder(row: SeatHolder) -> Fact:
    if row.elected_on is None:
        return Fact(row.name, _("已提名"), note=row.end_reason)
    span = f"{day_read(row.from_on)} — {day_read(row.ended_on or row.to_on)}" if row.from_on and row.to_on else ""
    return Fact(row.name, span, note=row.end_reason)


register_facts(DELEGATE_ELECTION_FLOW.code, "congress/_election.html", show_election)
register_facts(SEAT_FLOW.code, "congress/_seat.html", show_seat)
register_facts(JOINT_FLOW.code, "congress/_joint.html", show_joint)
