"""What a draft can begin with and be laid beside: the standard text, the last contract, an earlier version."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.services.bargaining.checks.law import law_of_case
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.sheet import ClauseText, Sheet
from zhijia.services.bargaining.models import Bargaining, Contract, Draft, StandardText
from zhijia.services.bargaining.queries import Texts, texts_at_hand
from zhijia.services.bargaining.rules.standards import standard_of
from zhijia.services.bargaining.rules.thresholds import fill_thresholds

STANDARD, ISSUED, CONTRACT, VERSION, BLANK = "standard", "issued", "contract", "version", "blank"


@dataclass(frozen=True, slots=True)
class Source:
    """A text to begin with or to look at. `code` names it in addresses: standard, issued-7, contract, version-2, blank."""

    code: str
    label: Sentence
    draft: Draft | None = None
    issued: StandardText | None = None


def sources_of(bargaining: Bargaining, *, besides: Draft | None = None) -> list[Source]:
    """The texts at hand, the likeliest first: of a renewal the last contract, else the standard text."""
    return sources_among(texts_at_hand(bargaining), bargaining, besides=besides)


def sources_among(texts: Texts, bargaining: Bargaining, *, besides: Draft | None = None) -> list[Source]:
    """The same where the texts were read already."""
    title = Sentence(standard_of(bargaining.contract_type).title)
    standards = [
        *(_issued(text) for text in texts.issued),
        Source(STANDARD, Sentence("{title}", {"title": title})),
    ]
    contract = last_contract_of(bargaining)
    last = [Source(CONTRACT, Sentence(LAST, {"number": contract.number}), contract.draft)] if contract else []
    versions = [
        Source(f"{VERSION}-{draft.version}", Sentence("第{version}版草案", {"version": draft.version}), draft)
        for draft in texts.drafts
        if draft != besides
    ]
    return [*versions, *last, *standards] if bargaining.previous_id else [*versions, *standards, *last]


def _issued(text: StandardText) -> Source:
    words = {"title": text.title, "version": text.version}
    return Source(f"{ISSUED}-{text.pk}", Sentence("{title}（第{version}版）", words), issued=text)


LAST = gettext_noop("上一份合同 {number}")


def source_named(sources: Sequence[Source], code: str) -> Source:
    """The source with this code; the first one for an unknown code."""
    return next((source for source in sources if source.code == code), sources[0])


def sheet_of(source: Source, bargaining: Bargaining) -> Sheet:
    """The clauses of a source, with the values that it promises."""
    if source.draft is not None:
        return load_sheet(source.draft)
    if source.issued is not None:
        rows = source.issued.clauses.order_by("chapter", "position")
        return [ClauseText(row.code, row.chapter_title, row.title, row.body, dict(row.terms)) for row in rows]
    if source.code != STANDARD:
        raise Refused("没有可用的文本，请换一种来源。", field="source")
    law = law_of_case(bargaining.case)
    return [
        ClauseText(clause.code, clause.chapter, clause.title, fill_thresholds(clause.body, law))
        for clause in standard_of(bargaining.contract_type).clauses
    ]


def last_contract_of(bargaining: Bargaining) -> Contract | None:
    """The contract that this one changes or renews, else the latest of the same parties and type that has its text."""
    if bargaining.previous_id is not None:
        followed = Contract.objects.filter(pk=bargaining.previous_id, draft__isnull=False)
        return followed.select_related("draft").first()
    case = bargaining.case
    same = Q(union=case.union_id, enterprise=case.enterprise_id, contract_type=bargaining.contract_type)
    found = Contract.objects.filter(same, draft__isnull=False).exclude(bargaining=bargaining)
    return found.select_related("draft").order_by("-term_to", "-pk").first()
