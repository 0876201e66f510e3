"""Inspection report, and how a contract ends (documents 8 and S6)."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, span_of, upper_union_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.running import last_inspection_of
from zhijia.services.bargaining.letters.words import FOLDER, PAPERS, employer_of, union_of
from zhijia.services.bargaining.models import Contract, PerformanceInspection, PerformanceItem
from zhijia.services.bargaining.models.bargainings import ChangeGround
from zhijia.services.bargaining.models.contracts import EndReason
from zhijia.services.bargaining.models.performance import Fulfilment

INSPECTION = register_template(
    "bargaining.inspection",
    _("集体合同履行情况监督检查报告"),
    FOLDER / "inspection.md",
    [
        Field("addressee"),
        Field("contract_type"),
        Field("contract"),
        Field("span"),
        Field("inspected_on", FieldKind.DAY),
        Field("workers_inspectors"),
        Field("employer_inspectors"),
        Field("items", FieldKind.ROWS, is_required=False),
        Field("summary", is_required=False),
        Field("survey", by_hand=True),
        Field("problems", FieldKind.TEXT),
        Field("measures", FieldKind.TEXT, is_required=False),
        Field("responsible", is_required=False),
        Field("measures_due_on", FieldKind.DAY, is_required=False),
        Field("session", by_hand=True),
    ],
    series=PAPERS,
)


def _inspection(turn: Turn) -> Mapping[str, Any]:
    contract: Contract = turn.record.contract
    inspection = last_inspection_of(turn)
    items = list(inspection.items.select_related("clause").order_by("pk"))
    return {
        "addressee": f"{employer_of(turn)}、{union_of(turn)}",
        "contract_type": contract.get_contract_type_display(),
        "contract": contract.number,
        "span": span_of(inspection.period_from, inspection.period_to),
        "inspected_on": inspection.inspected_on,
        "workers_inspectors": inspection.workers_inspectors,
        "employer_inspectors": inspection.employer_inspectors,
        "items": [_item(item) for item in items],
        "summary": summary_of(items),
        "survey": _survey_of(inspection),
        "problems": inspection.problems or "本次检查没有发现问题。",
        "measures": inspection.measures,
        "responsible": inspection.responsible,
        "measures_due_on": inspection.measures_due_on,
        "session": inspection.session_label,
    }


def _item(item: PerformanceItem) -> tuple[str, ...]:
    clause = item.clause.title or item.clause.chapter_title if item.clause else ""
    return (clause, item.promise, item.actual, item.evidence, item.get_status_display())


def summary_of(items: Sequence[PerformanceItem]) -> str:
    due = [item for item in items if item.status != Fulfilment.NOT_DUE]
    if not due:
        return ""
    kept = sum(item.status == Fulfilment.FULFILLED for item in due)
    return f"到期应当履行{len(due)}项，已经兑现{kept}项。"


def _survey_of(inspection: PerformanceInspection) -> str:
    if not inspection.asked_aware:
        return ""
    parts = [f"随机询问职工{inspection.asked_aware}人"]
    if inspection.aware is not None:
        parts.append(f"知晓合同内容{inspection.aware}人")
    if inspection.satisfied is not None:
        parts.append(f"对履行情况满意{inspection.satisfied}人")
    return "，".join(parts) + "。"


INSPECTION_REPORT = Paper(INSPECTION.code, _inspection, serve_on_employer)

ENDING = register_template(
    "bargaining.ending",
    _("集体合同解除（终止）文书"),
    FOLDER / "ending.md",
    [
        Field("title", is_public=True),
        Field("addressee"),
        Field("employer"),
        Field("union"),
        Field("contract_type"),
        Field("contract"),
        Field("term"),
        Field("what"),
        Field("ground"),
        Field("note", FieldKind.TEXT),
        Field("ended_on", FieldKind.DAY),
        Field("copies", is_required=False),
    ],
    series=PAPERS,
)


def _dissolution(turn: Turn) -> Mapping[str, Any]:
    """By agreement of both sides, or on another of the five grounds (CB-065)."""
    ground = ChangeGround(turn.data["ground"])
    is_agreed = ground == ChangeGround.AGREED
    title = "解除集体合同协议书" if is_agreed else "解除集体合同告知书"
    what = "经双方协商一致，予以解除" if is_agreed else "因下列情形予以解除"
    return {**_ended(turn), "title": title, "what": what, "ground": f"{ground.label}。"}


def _termination(turn: Turn) -> Mapping[str, Any]:
    what = "因约定的终止条件出现，予以终止"
    return {**_ended(turn), "title": "终止集体合同告知书", "what": what, "ground": "合同约定的终止条件出现。"}


def _expiry(turn: Turn) -> Mapping[str, Any]:
    """An end that came by itself: at once, without prolonging anything (CB-064)."""
    contract: Contract = turn.record.contract
    law = basis_of(rule_of(turn, "contract.expiry", on=contract.ended_on))
    title, note = "终止集体合同告知书", "合同不自动延长。"
    if contract.end_reason == EndReason.REPLACED:
        return {
            **_ended(turn, note=note),
            "title": title,
            "what": "已被变更后的合同取代，予以终止",
            "ground": "变更后的合同已经生效。",
        }
    ground = f"{law}：合同期限届满，即行终止。" if law else "合同期限届满，即行终止。"
    return {**_ended(turn, note=note), "title": title, "what": "期限届满，即行终止", "ground": ground}


def _ended(turn: Turn, *, note: str = "") -> dict[str, Any]:
    contract: Contract = turn.record.contract
    return {
        "addressee": f"{employer_of(turn)}、{union_of(turn)}",
        "employer": employer_of(turn),
        "union": union_of(turn),
        "contract_type": contract.get_contract_type_display(),
        "contract": contract.number,
        "term": span_of(contract.term_from, contract.term_to),
        "note": note or turn.data["note"],
        "ended_on": contract.ended_on,
        "copies": upper_union_of(turn),
    }


DISSOLUTION_LETTER = Paper(ENDING.code, _dissolution, serve_on_employer)
TERMINATION_LETTER = Paper(ENDING.code, _termination, serve_on_employer)
EXPIRY_LETTER = Paper(ENDING.code, _expiry, serve_on_employer)
