"""Teams, minutes, suspension (documents 3, 4 and S8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, span_of, upper_union_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.talks import seats_of
from zhijia.services.bargaining.letters.words import FOLDER, PAPERS, employer_of, union_of
from zhijia.services.bargaining.models import Negotiator
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.talks import IssueStatus

Row = tuple[str, ...]

TEAMS = register_template(
    "bargaining.teams",
    _("协商代表登记表"),
    FOLDER / "teams.md",
    [
        Field("employer"),
        Field("union"),
        Field("contract_type"),
        Field("case"),
        Field("workers", FieldKind.ROWS),
        Field("employers", FieldKind.ROWS),
        Field("counts"),
        Field("outsiders"),
        Field("sworn"),
        Field("first_meeting_on", FieldKind.DAY),
        Field("mandates", FieldKind.ROWS, is_required=False),
        Field("copies", is_required=False),
    ],
    series=PAPERS,
)


def _teams(turn: Turn) -> Mapping[str, Any]:
    seats = seats_of(turn)
    sides = {side: [seat for seat in seats if seat.side == side] for side in Side}
    workers, employers = sides[Side.WORKERS], sides[Side.EMPLOYER]
    return {
        "employer": employer_of(turn),
        "union": union_of(turn),
        "contract_type": turn.record.get_contract_type_display(),
        "case": turn.case.number,
        "workers": [_seat(seat) for seat in workers],
        "employers": [_seat(seat) for seat in employers],
        "counts": f"职工方{len(workers)}人，用人单位方{len(employers)}人",
        "outsiders": f"职工方{_outsiders(workers)}人，用人单位方{_outsiders(employers)}人",
        "sworn": f"{sum(seat.is_confidential for seat in seats)}人已签，共{len(seats)}人",
        "first_meeting_on": turn.record.first_meeting_on,
        "mandates": [_mandate(turn, seat) for seat in seats if seat.is_chief and seat.has_written_mandate],
        "copies": upper_union_of(turn),
    }


def _outsiders(seats: Sequence[Negotiator]) -> int:
    return sum(seat.is_external for seat in seats)


def _seat(seat: Negotiator) -> Row:
    notes = (
        "首席代表" if seat.is_chief else "",
        "一线职工" if seat.is_frontline else "",
        f"外聘：{seat.employer_name}" if seat.is_external else "",
    )
    return (
        seat.name,
        "女" if seat.is_woman else "男",
        seat.position,
        seat.get_chosen_by_display(),
        span_of(seat.from_on, seat.to_on),
        "，".join(note for note in notes if note),
    )


def _mandate(turn: Turn, seat: Negotiator) -> Row:
    principal = union_of(turn) if seat.side == Side.WORKERS else employer_of(turn)
    return (principal, seat.name, seat.position, span_of(seat.from_on, seat.to_on))


TEAMS_LETTER = Paper(TEAMS.code, _teams)

MINUTES = register_template(
    "bargaining.minutes",
    _("集体协商会议纪要"),
    FOLDER / "minutes.md",
    [
        Field("meeting", FieldKind.WHOLE, is_public=True),
        Field("subject"),
        Field("case"),
        Field("held_on", FieldKind.DAY),
        Field("place"),
        Field("chaired_by"),
        Field("recorder"),
        Field("present", FieldKind.TEXT),
        Field("absent", FieldKind.TEXT, is_required=False),
        Field("statements", FieldKind.TEXT),
        Field("data_supplied", FieldKind.LINES, is_required=False),
        Field("issues", FieldKind.ROWS, is_required=False),
        Field("open_issues", FieldKind.LINES, is_required=False),
    ],
    series=PAPERS,
)


def _minutes(turn: Turn) -> Mapping[str, Any]:
    meeting = turn.record.meetings.order_by("-number").first()
    issues = list(turn.record.issues.order_by("pk"))
    supplied = turn.record.data_requests.filter(provided_on__lte=meeting.held_on).order_by("pk")
    return {
        "meeting": meeting.number,
        "subject": turn.case.title,
        "case": turn.case.number,
        "held_on": meeting.held_on,
        "place": meeting.place,
        "chaired_by": meeting.get_chaired_by_display(),
        "recorder": meeting.recorder,
        "present": meeting.present,
        "absent": meeting.absent,
        "statements": meeting.statements,
        "data_supplied": list(supplied.values_list("item", flat=True)),
        "issues": [
            (issue.head, issue.workers_position, issue.employer_position, issue.agreed_text, issue.get_status_display())
            for issue in issues
        ],
        "open_issues": [issue.head for issue in issues if issue.status == IssueStatus.OPEN],
    }


MINUTES_LETTER = Paper(MINUTES.code, _minutes, serve_on_employer)

SUSPENSION = register_template(
    "bargaining.suspension",
    _("中止协商备忘录"),
    FOLDER / "suspension.md",
    [
        Field("subject"),
        Field("case"),
        Field("basis"),
        Field("reason", FieldKind.TEXT),
        Field("span"),
        Field("next_on", FieldKind.DAY),
        Field("next_place"),
        Field("next_topic"),
    ],
    series=PAPERS,
)


def _suspension(turn: Turn) -> Mapping[str, Any]:
    pause = turn.record.suspensions.get(resumed_on=None)
    return {
        "subject": turn.case.title,
        "case": turn.case.number,
        "basis": basis_of(rule_of(turn, "bargaining.suspension.contents")),
        "reason": pause.reason,
        "span": span_of(pause.from_on, pause.until_on),
        "next_on": pause.next_on,
        "next_place": pause.next_place,
        "next_topic": pause.next_topic,
    }


SUSPENSION_LETTER = Paper(SUSPENSION.code, _suspension, serve_on_employer)
