"""The text of a contract: as the draft that is tabled, and as adopted, for the chiefs to sign (document 5)."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, span_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.checks.drafts import draft_of, vote_of
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.texts import fingerprint_of, names_in, passages_of
from zhijia.services.bargaining.letters.words import FOLDER, TEXTS, employer_facts, union_chair_of, workers_of
from zhijia.services.bargaining.models import Bargaining, Vote
from zhijia.services.bargaining.models.bargainings import BargainingKind, ContractType, Side
from zhijia.services.bargaining.queries import PRINTED_DRAFT, in_force_on
from zhijia.services.bargaining.rules.comparing import Passage

ANNEXES = (ContractType.WAGE, ContractType.WOMEN, ContractType.SAFETY, ContractType.SKILL_PAY, ContractType.INNOVATION)

CLOSING_OF_DRAFT = (
    "本草案经双方协商形成，双方首席代表签字后提交职工代表大会或者全体职工审议。"
    "签字之前文本又有修改的，按修改后的文本重新打印签字。"
)
TEXT = register_template(
    "bargaining.text",
    _("集体合同文本"),
    FOLDER / "text.md",
    [
        Field("title", is_public=True),
        Field("contract"),
        Field("employer_facts", FieldKind.ROWS),
        Field("employer_chief", by_hand=True),
        Field("union"),
        Field("union_chair", by_hand=True),
        Field("workers_chief", by_hand=True),
        Field("term"),
        Field("template", by_hand=True),
        Field("recital", FieldKind.TEXT),
        Field("adoption", FieldKind.TEXT, is_required=False),
        Field("chapters", FieldKind.CHAPTERS),
        Field("previous", FieldKind.TEXT, is_required=False),
        Field("closing", FieldKind.TEXT),
        Field("annexes", FieldKind.LINES, by_hand=True),
    ],
    series=TEXTS,
)
DRAFT = register_template(
    PRINTED_DRAFT,
    _("集体合同草案"),
    FOLDER / "draft.md",
    [
        *(field for field in TEXT.fields if field.name != "adoption"),
        Field("version", FieldKind.WHOLE),
        Field("edits", FieldKind.WHOLE),
        Field("fingerprint"),
    ],
)


def _draft_text(turn: Turn) -> Mapping[str, Any]:
    """What is tabled before the congress: the initialled draft."""
    return _text(turn, mark="（草案）")


def _printed_draft(turn: Turn) -> Mapping[str, Any]:
    """What the chiefs initial: which version it is, after how many edits, and the digest of its clauses."""
    draft = draft_of(turn)
    told = {name: value for name, value in _text(turn, mark="（草案）").items() if name != "adoption"}
    return told | {
        "version": draft.version,
        "edits": draft.revision,
        "fingerprint": fingerprint_of(draft, load_sheet(draft), names_in(turn.record, draft)),
        "closing": CLOSING_OF_DRAFT,
    }


def _adopted_text(turn: Turn) -> Mapping[str, Any] | None:
    """What the chiefs sign; nothing while the congress has not adopted it."""
    if turn.case.state != "adopted":
        return None
    return _text(turn, adopted=vote_of(turn))


def _text(turn: Turn, *, mark: str = "", adopted: Vote | None = None) -> Mapping[str, Any]:
    bargaining: Bargaining = turn.record
    draft = draft_of(turn)
    kind = "" if bargaining.kind == BargainingKind.NEW else f"{bargaining.get_kind_display()}"
    return {
        "title": f"{bargaining.get_contract_type_display()}{f'（{kind}）' if kind else ''}{mark}",
        "contract": turn.case.number,
        "employer_facts": employer_facts(turn),
        "employer_chief": _chief_of(bargaining, Side.EMPLOYER),
        "union": workers_of(turn),
        "union_chair": union_chair_of(turn),
        "workers_chief": _chief_of(bargaining, Side.WORKERS),
        "term": span_of(draft.term_from, draft.term_to),
        "template": draft.source,
        "recital": _recital_of(turn),
        "adoption": _adoption_of(adopted) if adopted else "",
        "chapters": chapters_of(passages_of(load_sheet(draft), names_in(bargaining, draft))),
        "previous": _previous_of(bargaining),
        "closing": f"本文本为第{draft.version}版，由双方首席代表签字并盖章，双方各执一份，按规定报送审查机关。",
        "annexes": _annexes_of(turn),
    }


def _annexes_of(turn: Turn) -> list[str]:
    """The special contracts in force beside a general one: they are its annexes, with equal force (§A1, E-29)."""
    bargaining, case = turn.record, turn.case
    if bargaining.contract_type != ContractType.GENERAL or case.enterprise_id is None:
        return []
    rows = in_force_on(turn.today).filter(union=case.union_id, enterprise=case.enterprise_id, contract_type__in=ANNEXES)
    return [f"{row.get_contract_type_display()}（编号{row.number}）" for row in rows.order_by("contract_type", "pk")]


def _chief_of(bargaining: Bargaining, side: Side) -> str:
    chief = bargaining.negotiators.filter(side=side, is_chief=True, ended_on=None).first()
    return chief.name if chief else ""


def _recital_of(turn: Turn) -> str:
    law = basis_of(rule_of(turn, "contract.draft.tabled"), rule_of(turn, "contract.signed.by_chiefs"))
    return f"为协调劳动关系，维护职工和用人单位双方的合法权益，双方根据{law}等规定，经平等协商，订立本合同。"


def _adoption_of(vote: Vote) -> str:
    day = full_day(vote.held_on)
    return (
        f"本合同草案经{day}{vote.session_label}{vote.get_assembly_display()}讨论通过："
        f"应到{vote.entitled}人，实到{vote.present}人，赞成{vote.yes}票，反对{vote.no}票，弃权{vote.abstain}票。"
    )


def chapters_of(clauses: Sequence[Passage]) -> list[tuple[str, list[str]]]:
    """Chapters in their order, each with the texts of its clauses."""
    grouped = groupby(clauses, key=lambda clause: clause.chapter)
    return [(title, [_clause(clause) for clause in found]) for title, found in grouped]


def _clause(clause: Passage) -> str:
    return f"{clause.title}　{clause.text}" if clause.title else clause.text


def _previous_of(bargaining: Bargaining) -> str:
    """What a changed or renewed contract says of the one before."""
    if bargaining.previous is None:
        return ""
    return f"本合同自生效之日起，取代编号{bargaining.previous.number}的合同。"


PRINTED = Paper(DRAFT.code, _printed_draft)
DRAFT_TEXT = Paper(TEXT.code, _draft_text, serve_on_employer)
ADOPTED_TEXT = Paper(TEXT.code, _adopted_text, serve_on_employer)
