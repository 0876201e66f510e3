"""The prompt, the opinion and the recommendation, filled from the case."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import serve_on_bureau, serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import DocumentTemplate, NumberSeries, register_template
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.wording import basis_of, items_of, known, last_day_of, term_of, upper_union_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.unions import FEDERATION_KINDS
from zhijia.organisation.overrides import working_calendar
from zhijia.services.supervision.checks.law import rule_of
from zhijia.services.supervision.checks.letters import letter_of
from zhijia.services.supervision.models import Letter, Supervision
from zhijia.services.supervision.models.letters import Decision, LetterKind

FOLDER = Path(__file__).parents[1] / "documents"
PROMPTS = NumberSeries("supervision.prompts", _("监督提示函"), "监提")
OPINIONS = NumberSeries("supervision.opinions", _("监督意见书"), "监意")
RECOMMENDATIONS = NumberSeries("supervision.recommendations", _("监督建议书"), "监建")
COMMON = (
    Field("addressee"),
    Field("case"),
    Field("facts", FieldKind.TEXT),
    Field("provisions", FieldKind.LINES),
    Field("demands", FieldKind.LINES),
    Field("copies", is_required=False),
)

PROMPT = register_template(
    "supervision.prompt",
    _("工会劳动法律监督提示函"),
    FOLDER / "prompt.md",
    [
        *COMMON,
        Field("reply_term"),
        Field("reply_by", FieldKind.DAY, by_hand=True),
        Field("rectify", is_required=False),
        Field("signer"),
    ],
    series=PROMPTS,
    accepts_forms=True,
)


def _prompt(turn: Turn) -> Mapping[str, Any]:
    letter = letter_of(turn, LetterKind.PROMPT)
    rectify = f"请在{full_day(letter.rectify_by)}前完成改正。" if letter.rectify_by else ""
    reply = rule_of(turn, "supervision.prompt.reply")
    term = term_of(reply)
    return {
        **_common(turn, letter),
        "reply_term": f"{term}内" if term else "及时",
        "reply_by": last_day_of(reply, turn.today, calendar=working_calendar()),
        "rectify": rectify,
        "signer": letter.signer,
    }


def _common(turn: Turn, letter: Letter) -> dict[str, Any]:
    return {
        "addressee": letter.addressee,
        "case": turn.case.number,
        "facts": letter.facts,
        "provisions": items_of(letter.provisions),
        "demands": items_of(letter.demands),
        "copies": upper_union_of(turn),
    }


PROMPT_LETTER = Paper(PROMPT.code, _prompt, serve_on_employer, receipt="record_service")

OPINION = register_template(
    "supervision.opinion",
    _("工会劳动法律监督意见书"),
    FOLDER / "opinion.md",
    [
        *COMMON,
        Field("basis"),
        Field("investigated", is_required=False),
        Field("rectify_by", FieldKind.DAY),
        Field("reply_term"),
        Field("reply_by", FieldKind.DAY, by_hand=True),
        Field("consequence"),
    ],
    series=OPINIONS,
    accepts_forms=True,
)


def _opinion(turn: Turn) -> Mapping[str, Any]:
    letter = letter_of(turn, LetterKind.OPINION)
    reply = rule_of(turn, "supervision.opinion.reply")
    term = term_of(reply)
    return {
        **_common(turn, letter),
        "basis": basis_of(reply) or "工会劳动法律监督有关规定",
        "investigated": _investigated(turn.record),
        "rectify_by": letter.rectify_by,
        "reply_term": f"{term}内" if term else "在规定期限内",
        "reply_by": last_day_of(reply, turn.today, calendar=working_calendar()),
        "consequence": _consequence_of(turn),
    }


def _investigated(supervision: Supervision) -> str:
    """Who investigated when, with which certificates."""
    investigation = supervision.investigations.order_by("-pk").first()
    if investigation is None:
        return ""
    people = [f"{found.name}（监督证{found.certificate}）" for found in investigation.investigators.order_by("pk")]
    return f"上述事实由{'、'.join(people)}于{full_day(investigation.held_on)}在{investigation.place}调查核实。"


def _consequence_of(turn: Turn) -> str:
    """A basic union asks upwards; a federation turns to the department itself."""
    post = turn.actor.post
    is_federation = post is not None and post.union_kind in FEDERATION_KINDS
    if is_federation:
        return "我会将向劳动行政等部门发出监督建议书，建议依法处理"
    return "我会将报请县级以上总工会，由其向劳动行政等部门发出监督建议书，建议依法处理"


OPINION_LETTER = Paper(OPINION.code, _opinion, serve_on_employer, receipt="record_service")

RECOMMENDATION = register_template(
    "supervision.recommendation",
    _("工会劳动法律监督建议书"),
    FOLDER / "recommendation.md",
    [
        *COMMON,
        Field("employer"),
        Field("credit_code", by_hand=True),
        Field("address", by_hand=True),
        Field("legal_representative", by_hand=True),
        Field("headcount", by_hand=True),
        Field("failure"),
        Field("basis"),
        Field("letters", FieldKind.ROWS),
        Field("filing_term"),
        Field("evidence", FieldKind.ROWS, by_hand=True),
        Field("signer"),
    ],
    issuer_kinds=frozenset(FEDERATION_KINDS),
    series=RECOMMENDATIONS,
    accepts_forms=True,
)


def _recommendation(turn: Turn) -> Mapping[str, Any]:
    letter = letter_of(turn, LetterKind.RECOMMENDATION)
    filing = rule_of(turn, "supervision.recommendation.filing")
    term = term_of(filing)
    enterprise = turn.case.enterprise
    sent = turn.record.letters.exclude(kind=LetterKind.RECOMMENDATION).select_related("reply").order_by("pk")
    return {
        **_common(turn, letter),
        "employer": enterprise.name if enterprise else turn.case.title,
        "credit_code": enterprise.credit_code if enterprise else "",
        "address": enterprise.address if enterprise else "",
        "legal_representative": enterprise.legal_representative if enterprise else "",
        "headcount": f"{enterprise.headcount}人" if enterprise and enterprise.headcount is not None else "",
        "failure": _failure_of(turn.record),
        "basis": basis_of(rule_of(turn, "supervision.recommendation.level"), filing) or "工会劳动法律监督有关规定",
        "letters": _letters_with_numbers(turn.case, list(sent)),
        "evidence": _evidence_of(turn.record),
        "filing_term": f"{term}内" if term else "及时",
        "signer": letter.signer,
    }


def _failure_of(supervision: Supervision) -> str:
    opinion = supervision.letters.filter(kind=LetterKind.OPINION).select_related("reply").order_by("-pk").first()
    reply = getattr(opinion, "reply", None)
    if reply is None:
        return "逾期未答复"
    return "拒绝改正" if reply.decision == Decision.REFUSE else "未按要求改正"


def _evidence_of(supervision: Supervision) -> list[tuple[str, ...]]:
    """What the investigations found as proof, one a line, with a cell for its pages."""
    found = supervision.investigations.order_by("pk").values_list("evidence", flat=True)
    items = [item for text in found for item in items_of(text)]
    return [(str(n), item, "工会调查", "　") for n, item in enumerate(items, 1)]


def _letters_with_numbers(case: Case, letters: Sequence[Letter]) -> list[tuple[str, ...]]:
    """The letters that were sent, oldest first, each with the number of its paper."""
    papers = IssuedDocument.objects.filter(case=case, template__in=[PROMPT.code, OPINION.code], annuls=None)
    numbers: dict[str, list[str]] = {PROMPT.code: [], OPINION.code: []}
    for template, number in papers.order_by("pk").values_list("template", "number"):
        numbers[template].append(number)
    ordered = {code: iter(found) for code, found in numbers.items()}
    return [_row(letter, next(ordered[TEMPLATES[letter.kind].code], "")) for letter in letters]


def _row(letter: Letter, number: str) -> tuple[str, ...]:
    reply = getattr(letter, "reply", None)
    answer = f"{full_day(reply.replied_on)}，{reply.get_decision_display()}" if reply else "未答复"
    served = full_day(letter.served_on) if letter.served_on else "未登记"
    return (letter.get_kind_display(), known(number), full_day(letter.sent_on), served, answer)


RECOMMENDATION_LETTER = Paper(RECOMMENDATION.code, _recommendation, serve_on_bureau, receipt="record_receipt")
TEMPLATES: Mapping[str, DocumentTemplate] = {
    str(LetterKind.PROMPT): PROMPT,
    str(LetterKind.OPINION): OPINION,
    str(LetterKind.RECOMMENDATION): RECOMMENDATION,
}
"""The letters by their kind, as addresses name them."""
