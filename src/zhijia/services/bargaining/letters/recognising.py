"""The notice by which a regional or industry contract is put before an employer, with its text (bargaining-congress §A5)."""

from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import span_of, upper_union_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.texts import names_in, passages_of
from zhijia.services.bargaining.letters.texts import chapters_of
from zhijia.services.bargaining.letters.words import FOLDER, PAPERS, employer_of
from zhijia.services.bargaining.models import Contract, Recognition

NOTICE = register_template(
    "bargaining.recognition",
    _("合同确认通知"),
    FOLDER / "recognition.md",
    [
        Field("addressee"),
        Field("union"),
        Field("employer"),
        Field("contract_type"),
        Field("contract"),
        Field("scope"),
        Field("term"),
        Field("signed_on", FieldKind.DAY, is_required=False),
        Field("effect"),
        Field("reply_by", FieldKind.DAY, is_required=False),
        Field("chapters", FieldKind.CHAPTERS, is_required=False),
        Field("copies", is_required=False),
    ],
    series=PAPERS,
)


def _notice(turn: Turn) -> Mapping[str, Any]:
    recognition: Recognition = turn.record
    contract = recognition.contract
    return {
        "addressee": employer_of(turn),
        "union": contract.union.name,
        "employer": contract.employer_side,
        "contract_type": contract.get_contract_type_display(),
        "contract": contract.number,
        "scope": contract.bargaining.scope_label,
        "term": span_of(contract.term_from, contract.term_to),
        "signed_on": contract.signed_on,
        "effect": _effect_of(contract),
        "reply_by": recognition.reply_by,
        "chapters": _chapters_of(contract),
        "copies": upper_union_of(turn),
    }


def _effect_of(contract: Contract) -> str:
    if contract.effective_on is None:
        return "尚未生效，经审查期满未提异议后依法生效"
    return f"自{full_day(contract.effective_on)}起生效"


def _chapters_of(contract: Contract) -> list[tuple[str, list[str]]]:
    """The text; nothing where the contract was taken over without it."""
    if contract.draft is None:
        return []
    return chapters_of(passages_of(load_sheet(contract.draft), names_in(contract.bargaining, contract.draft)))


RECOGNITION_NOTICE = Paper(NOTICE.code, _notice, serve_on_employer)
