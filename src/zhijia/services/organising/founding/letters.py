"""The papers of a founding: application, replies, candidates, the meeting, minutes, result (services §A2)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhijia.engines.ballots.keeping import said_of
from zhijia.engines.ballots.models import TallyLine, TallySheet
from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import NumberSeries, register_template
from zhijia.engines.documents.wording import basis_of, upper_union_of
from zhijia.engines.public_notices.queries import latest_notice
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.organising.electing.acts import CANDIDATES
from zhijia.services.organising.electing.checks import rule_of, standing_candidates, women_among
from zhijia.services.organising.electing.models import Body
from zhijia.services.organising.electing.voting import elected_on_case, planned_bodies, seats_of, voters_of
from zhijia.services.organising.founding.checks import enterprises_of
from zhijia.services.organising.founding.models import Founding

FOLDER = Path(__file__).parents[1] / "documents"
SERIES = NumberSeries("organising.founding", _("建会文书"), "建")

APPLICATION_TEMPLATE = register_template(
    "organising.founding_application",
    _("建会申请"),
    FOLDER / "founding_application.md",
    [
        Field("addressee"),
        Field("enterprises"),
        Field("form"),
        Field("union"),
        Field("case"),
        Field("facts", FieldKind.ROWS),
        Field("wish", FieldKind.TEXT),
        Field("preparers", FieldKind.ROWS),
        Field("basis"),
    ],
    series=SERIES,
)
REPLY_TEMPLATE = register_template(
    "organising.founding_reply",
    _("建会批复"),
    FOLDER / "founding_reply.md",
    [
        Field("title", is_public=True),
        Field("addressee"),
        Field("asked"),
        Field("decision", FieldKind.TEXT),
        Field("words", FieldKind.TEXT, is_required=False),
        Field("basis"),
        Field("copies", is_required=False),
    ],
    series=SERIES,
)
CANDIDATES_TEMPLATE = register_template(
    "organising.founding_candidates",
    _("候选人公示"),
    FOLDER / "founding_candidates.md",
    [
        Field("union"),
        Field("agreed_with"),
        Field("candidates", FieldKind.ROWS),
        Field("term"),
        Field("case"),
    ],
    series=SERIES,
)
MEETING_TEMPLATE = register_template(
    "organising.founding_meeting",
    _("召开大会的请示"),
    FOLDER / "founding_meeting.md",
    [
        Field("addressee"),
        Field("union"),
        Field("assembly"),
        Field("facts", FieldKind.ROWS),
        Field("feedback", FieldKind.TEXT),
        Field("candidates", FieldKind.ROWS),
        Field("quorum"),
        Field("majority"),
        Field("basis"),
    ],
    series=SERIES,
)
MINUTES_TEMPLATE = register_template(
    "organising.founding_minutes",
    _("大会选举记录"),
    FOLDER / "founding_minutes.md",
    [
        Field("union"),
        Field("body"),
        Field("held_on", FieldKind.DAY),
        Field("facts", FieldKind.ROWS),
        Field("votes", FieldKind.ROWS),
        Field("reckonings", FieldKind.LINES),
        Field("case"),
    ],
    series=SERIES,
)
RESULT_TEMPLATE = register_template(
    "organising.founding_result",
    _("选举结果报告"),
    FOLDER / "founding_result.md",
    [
        Field("addressee"),
        Field("union"),
        Field("held_on", FieldKind.DAY),
        Field("members"),
        Field("term"),
        Field("elected", FieldKind.ROWS),
        Field("case"),
    ],
    series=SERIES,
)


def firms_of(founding: Founding) -> str:
    return "、".join(enterprise.name for enterprise in enterprises_of(founding))


def _application(turn: Turn) -> Mapping[str, Any]:
    founding: Founding = turn.record
    firms = enterprises_of(founding)
    staff = sum(firm.headcount or 0 for firm in firms)
    return {
        "addressee": turn.case.union.name,
        "enterprises": firms_of(founding),
        "form": founding.get_form_display(),
        "union": founding.union_name,
        "case": turn.case.number,
        "facts": [
            (firm.name, firm.credit_code, f"{firm.headcount or '未登记'}", firm.address or "—") for firm in firms
        ],
        "wish": f"{founding.wish}\n现有职工合计{staff}人。" if staff else founding.wish,
        "preparers": [(one.name, one.duty or "—") for one in founding.preparers.order_by("pk")],
        "basis": basis_of(rule_of(turn, "union.committee.members")),
    }


def _reply(title: str, asked: str, decision: str) -> Any:
    def data_of(turn: Turn) -> Mapping[str, Any]:
        founding: Founding = turn.record
        words = {
            "union": founding.union_name,
            "firms": firms_of(founding),
            "meeting": full_day(founding.meeting_on) if founding.meeting_on else "",
            "assembly": founding.get_assembly_display(),
            "years": founding.term_years or "",
            "from": full_day(turn.today),
        }
        return {
            "title": title.format(**words),
            "addressee": f"{firms_of(founding)}工会筹备组",
            "asked": asked.format(**words),
            "decision": decision.format(**words),
            "words": turn.data["words"],
            "basis": basis_of(rule_of(turn, "union.committee.members")),
            "copies": upper_union_of(turn),
        }

    return data_of


def rows_of_candidates(turn: Turn) -> list[tuple[str, str, str]]:
    return [
        (str(Body(one.body).label), one.name, full_day(one.declared_on)) for one in standing_candidates(turn.case.pk)
    ]


def _candidates(turn: Turn) -> Mapping[str, Any]:
    law = rule_of(turn, "union.candidates.notice")
    return {
        "union": turn.record.union_name,
        "agreed_with": turn.record.agreed_with,
        "candidates": rows_of_candidates(turn),
        "term": f"{law.number}个工作日" if law.value is not None else "规定期限",
        "case": turn.case.number,
    }


def meeting_facts(turn: Turn) -> list[tuple[str, str]]:
    """When, where, of whom, and the seats of each body."""
    record = turn.record
    voters = voters_of(record, today=turn.today)
    seats = [f"{body.label}{seats_of(record, body)}人" for body in planned_bodies(record)]
    return [
        ("会议形式", record.get_assembly_display()),
        ("大会日期", full_day(record.meeting_on)),
        ("大会地点", record.place),
        ("有选举权的会员", f"{len(voters)}人，其中女会员{women_among(voters)}人"),
        ("应选名额", "，".join(seats)),
    ]


def _meeting(turn: Turn) -> Mapping[str, Any]:
    founding: Founding = turn.record
    notice = latest_notice(turn.case, CANDIDATES.code)
    shown = f"候选人名单自{full_day(notice.posted_on)}起公示，{notice.result}" if notice and notice.posted_on else ""
    quorum, majority = rule_of(turn, "union.election.quorum"), rule_of(turn, "union.election.majority")
    return {
        "addressee": turn.case.union.name,
        "union": founding.union_name,
        "assembly": founding.get_assembly_display(),
        "facts": meeting_facts(turn),
        "feedback": shown or "候选人名单已经公示。",
        "candidates": rows_of_candidates(turn),
        "quorum": str(quorum.share) if quorum.value is not None else "规定比例",
        "majority": str(majority.share) if majority.value is not None else "规定比例",
        "basis": basis_of(quorum, majority),
    }


def minutes_of(turn: Turn, union_name: str) -> Mapping[str, Any]:
    """The sheet that the move has just kept."""
    sheet = TallySheet.objects.filter(about=turn.case).latest("pk")
    lines = list(TallyLine.objects.filter(sheet=sheet).order_by("rank", "pk"))
    said = said_in_chinese(sheet)
    return {
        "union": union_name,
        "body": str(Body(sheet.body).label),
        "held_on": sheet.held_on,
        "facts": [
            ("应到会", f"{sheet.due}人"),
            ("实到会", f"{sheet.present}人"),
            ("选票", f"发出{sheet.issued}张，收回{sheet.returned}张，有效{sheet.valid}张，无效{sheet.invalid}张"),
            ("应选名额", f"{sheet.seats}人"),
            ("监票人", sheet.scrutineers),
            ("计票人", sheet.counters),
        ],
        "votes": [
            (one.name, str(one.yes), str(one.no), str(one.abstain), "当选" if one.is_elected else "未当选")
            for one in lines
        ],
        "reckonings": said,
        "case": turn.case.number,
    }


def said_in_chinese(sheet: TallySheet) -> list[str]:
    return [str(sentence) for _is_kept, _rule, sentence in said_of(sheet)]


def _minutes(turn: Turn) -> Mapping[str, Any]:
    return minutes_of(turn, turn.record.union_name)


def result_of(turn: Turn, union_name: str) -> Mapping[str, Any]:
    """Everybody who is elected, with votes."""
    record = turn.record
    lines = elected_on_case(turn.case.pk)
    return {
        "addressee": turn.case.union.name,
        "union": union_name,
        "held_on": max(line.sheet.held_on for line in lines),
        "members": f"{len(voters_of(record, today=turn.today))}人",
        "term": f"{record.term_years}年" if record.term_years else "至本届期满",
        "elected": [(str(Body(line.sheet.body).label), line.name, f"{line.yes}/{line.sheet.due}") for line in lines],
        "case": turn.case.number,
    }


def _result(turn: Turn) -> Mapping[str, Any]:
    return result_of(turn, turn.record.union_name)


APPLICATION = Paper(APPLICATION_TEMPLATE.code, _application)
CANDIDATE_LIST = Paper(CANDIDATES_TEMPLATE.code, _candidates)
MEETING = Paper(MEETING_TEMPLATE.code, _meeting)
MINUTES = Paper(MINUTES_TEMPLATE.code, _minutes)
RESULT = Paper(RESULT_TEMPLATE.code, _result)
PREP_REPLY = Paper(
    REPLY_TEMPLATE.code,
    _reply(
        "关于同意筹建{union}的批复",
        "你们关于建立{union}的申请收悉",
        "同意筹建{union}。请依照规定发展会员，酝酿候选人，并在召开大会前报告。",
    ),
)
MEETING_REPLY = Paper(
    REPLY_TEMPLATE.code,
    _reply(
        "关于同意召开{union}成立大会的批复",
        "你们关于召开{assembly}的请示收悉",
        "同意于{meeting}召开{assembly}，选举{union}。选举结果请及时报批。",
    ),
)
ESTABLISHING_REPLY = Paper(
    REPLY_TEMPLATE.code,
    _reply(
        "关于同意成立{union}的批复",
        "你们关于{union}选举结果的报告收悉",
        "同意成立{union}，同意选举结果，任期{years}年，自{from}起。请在规定期限内申请法人资格登记。",
    ),
)
