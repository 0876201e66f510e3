"""Teams, minutes, suspension (documents 3, 4 and S8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, items_of, known, span_of, upper_union_of
from zhijia.law.judging import judge_share
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.talks import seats_of
from zhijia.services.bargaining.letters.words import FOLDER, PAPERS, employer_of, workers_of
from zhijia.services.bargaining.models import Negotiator
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.talks import IssueStatus

Row = tuple[str, ...]
MANDATE_SCOPE = "下列首席代表由委托人书面授权，在授权期限内代表委托方参加集体协商、签署会议纪要和集体合同草案。"

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
        Field("outsiders_check"),
        Field("sworn"),
        Field("first_meeting_on", FieldKind.DAY),
        Field("mandate_title", is_required=False),
        Field("mandate_scope", FieldKind.TEXT, is_required=False),
        Field("mandates", FieldKind.ROWS, is_required=False),
        Field("mandate_signing", is_required=False),
        Field("copies", is_required=False),
    ],
    series=PAPERS,
)


def _teams(turn: Turn) -> Mapping[str, Any]:
    seats = seats_of(turn)
    sides = {side: [seat for seat in seats if seat.side == side] for side in Side}
    workers, employers = sides[Side.WORKERS], sides[Side.EMPLOYER]
    mandates = [_mandate(turn, seat) for seat in seats if seat.is_chief and seat.has_written_mandate]
    return {
        "employer": employer_of(turn),
        "union": workers_of(turn),
        "contract_type": turn.record.get_contract_type_display(),
        "case": turn.case.number,
        "workers": [_seat(seat) for seat in workers],
        "employers": [_seat(seat) for seat in employers],
        "counts": f"职工方{len(workers)}人，用人单位方{len(employers)}人",
        "outsiders": f"职工方{_outsiders(workers)}人，用人单位方{_outsiders(employers)}人",
        "outsiders_check": _outsiders_check(turn, workers, employers),
        "sworn": f"{sum(seat.is_confidential for seat in seats)}人已签，共{len(seats)}人",
        "first_meeting_on": turn.record.first_meeting_on,
        **(_powers_of_attorney(mandates) if mandates else {}),
        "copies": upper_union_of(turn),
    }


def _outsiders(seats: Sequence[Negotiator]) -> int:
    return sum(seat.is_external for seat in seats)


def _outsiders_check(turn: Turn, *sides: Sequence[Negotiator]) -> str:
    """CB-015: whether each side keeps the share of people from outside, and by which text."""
    law = rule_of(turn, "bargaining.outsiders")
    kept = [not judge_share(law, _outsiders(seats), len(seats)) for seats in sides]
    words = [f"{side.label}{'符合' if is_kept else '不符合'}" for side, is_kept in zip(Side, kept, strict=True)]
    return f"{'，'.join(words)}（{basis_of(law)}）"


def _powers_of_attorney(mandates: Sequence[Row]) -> Mapping[str, Any]:
    """The second page, where a chief acts by a written mandate; there is none where both sit by their office."""
    return {
        "mandate_title": "首席代表授权委托书",
        "mandate_scope": MANDATE_SCOPE,
        "mandates": mandates,
        "mandate_signing": "委托人签名（盖章）：　　　　　　　　　受托人签名：",
    }


def _seat(seat: Negotiator) -> Row:
    notes = (
        "首席代表" if seat.is_chief else "",
        "一线职工" if seat.is_frontline else "",
        f"外聘：{seat.employer_name}，执业证号{known(seat.licence)}" if seat.is_external else "",
    )
    votes = f"（{seat.staff}人中{seat.consenting}人同意）" if seat.staff and seat.consenting is not None else ""
    return (
        seat.name,
        "女" if seat.is_woman else "男",
        seat.position,
        f"{seat.get_chosen_by_display()}{votes}",
        span_of(seat.from_on, seat.to_on),
        "已签" if seat.is_confidential else "　",
        "，".join(note for note in notes if note),
    )


def _mandate(turn: Turn, seat: Negotiator) -> Row:
    principal = workers_of(turn) if seat.side == Side.WORKERS else employer_of(turn)
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
        Field("agenda", FieldKind.LINES, by_hand=True),
        Field("statements", FieldKind.TEXT),
        Field("data_supplied", FieldKind.LINES, is_required=False),
        Field("issues", FieldKind.ROWS, is_required=False),
        Field("open_issues", FieldKind.LINES, is_required=False),
        Field("suspension_terms", by_hand=True),
        Field("next_on", FieldKind.DAY, by_hand=True),
        Field("next_place", by_hand=True),
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
        "agenda": items_of(meeting.agenda),
        "statements": meeting.statements,
        "data_supplied": list(supplied.values_list("item", flat=True)),
        "issues": [
            (issue.head, issue.workers_position, issue.employer_position, issue.agreed_text, issue.get_status_display())
            for issue in issues
        ],
        "open_issues": [issue.head for issue in issues if issue.status == IssueStatus.OPEN],
        "suspension_terms": meeting.suspension_terms,
        "next_on": meeting.next_on,
        "next_place": meeting.next_place,
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
