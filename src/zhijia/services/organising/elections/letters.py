"""The papers of an election: petition, reply, minutes and result (services §J0)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, known_day, upper_union_of
from zhijia.engines.public_notices.queries import latest_notice
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models import Union
from zhijia.services.organising.electing.acts import CANDIDATES
from zhijia.services.organising.electing.checks import rule_of
from zhijia.services.organising.elections.models import ELECTING, Election, ElectionKind
from zhijia.services.organising.founding.letters import (
    FOLDER,
    MINUTES_TEMPLATE,
    REPLY_TEMPLATE,
    RESULT_TEMPLATE,
    SERIES,
    meeting_facts,
    minutes_of,
    result_of,
    rows_of_candidates,
)

PETITION_TEMPLATE = register_template(
    "organising.election_petition",
    _("选举请示"),
    FOLDER / "election_petition.md",
    [
        Field("title", is_public=True),
        Field("addressee"),
        Field("union"),
        Field("reason", FieldKind.TEXT),
        Field("facts", FieldKind.ROWS, is_required=False),
        Field("feedback", FieldKind.TEXT, is_required=False),
        Field("candidates", FieldKind.ROWS, is_required=False),
        Field("case"),
    ],
    series=SERIES,
)
LAWS = {
    ElectionKind.RENEWAL: "union.election.quorum",
    ElectionKind.BY_ELECTION: "union.election.quorum",
    ElectionKind.RECALL: "union.recall.majority",
    ElectionKind.EXTRAORDINARY: "union.extraordinary.proposers",
    ElectionKind.TRANSFER: "union.chair.transfer",
}


def above_of(turn: Turn) -> str:
    """To whom the union reports; the topmost to itself."""
    return (
        Union.objects.filter(children=turn.case.union_id).values_list("name", flat=True).first() or turn.case.union.name
    )


def _petition(turn: Turn) -> Mapping[str, Any]:
    election: Election = turn.record
    is_electing = election.kind in ELECTING
    notice = latest_notice(turn.case, CANDIDATES.code) if is_electing else None
    shown = f"候选人名单自{full_day(notice.posted_on)}起公示，{notice.result}" if notice and notice.posted_on else ""
    return {
        "title": f"关于{election.get_kind_display()}的请示",
        "addressee": above_of(turn),
        "union": turn.case.union.name,
        "reason": election.reason,
        "facts": _facts(turn),
        "feedback": shown,
        "candidates": rows_of_candidates(turn) if is_electing else [],
        "case": turn.case.number,
    }


def _facts(turn: Turn) -> Sequence[tuple[str, str]]:
    """The meeting; at a recall by delegates how many they are."""
    election: Election = turn.record
    delegates = [("全体会员代表", f"{election.entitled}人")] if election.entitled else []
    return [*(meeting_facts(turn) if election.meeting_on else []), *delegates]


def _reply(title: str, asked: str, decision: Callable[[Election], str]) -> Callable[[Turn], Mapping[str, Any]]:
    def data_of(turn: Turn) -> Mapping[str, Any]:
        election: Election = turn.record
        kind = election.get_kind_display()
        return {
            "title": title.format(union=turn.case.union.name, kind=kind),
            "addressee": turn.case.union.name,
            "asked": asked.format(kind=kind),
            "decision": decision(election),
            "words": turn.data["words"],
            "basis": basis_of(rule_of(turn, LAWS[ElectionKind(election.kind)])),
            "copies": upper_union_of(turn),
        }

    return data_of


def _allowed(election: Election) -> str:
    if election.kind == ElectionKind.TRANSFER:
        return "本级工会委员会已经同意，我会同意任期内调动工会主席。空缺请及时补选。"
    day = known_day(election.meeting_on)
    return f"同意于{day}召开{election.get_assembly_display()}。结果请及时报批。"


def _confirmed(election: Election) -> str:
    if election.kind == ElectionKind.RENEWAL:
        return f"同意第{election.ordinal}届选举结果，任期{election.term_years}年，自批复之日起。"
    return "同意选举（罢免）结果，自批复之日起生效。"


PETITION = Paper(PETITION_TEMPLATE.code, _petition)
MINUTES = Paper(MINUTES_TEMPLATE.code, lambda turn: minutes_of(turn, turn.case.union.name))


def _result(turn: Turn) -> Mapping[str, Any] | None:
    """A recall has its record of votes and elects nobody."""
    if turn.record.kind not in ELECTING:
        return None
    return {**result_of(turn, turn.case.union.name), "addressee": above_of(turn)}


RESULT = Paper(RESULT_TEMPLATE.code, _result)
REPLY = Paper(REPLY_TEMPLATE.code, _reply("关于同意{union}{kind}的批复", "你会关于{kind}的请示收悉", _allowed))
CONFIRMATION = Paper(
    REPLY_TEMPLATE.code, _reply("关于{union}{kind}结果的批复", "你会关于{kind}结果的报告收悉", _confirmed)
)
