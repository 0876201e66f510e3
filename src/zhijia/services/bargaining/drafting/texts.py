"""The text of a draft for whoever reads it: names put in, values said, clauses numbered through the contract."""

from collections.abc import Mapping
from datetime import date

from zhijia.engines.cases.queries import Place
from zhijia.lib.digests import digest_of
from zhijia.services.bargaining.drafting.sheet import Sheet
from zhijia.services.bargaining.models import Bargaining, Draft
from zhijia.services.bargaining.rules.comparing import Passage
from zhijia.services.bargaining.rules.wording import say_body

FINGERPRINT = 16


def names_of(draft: Draft, *, employer: str, union: str) -> dict[str, str]:
    """The parties and the term as the text says them: as they were when it was initialled, else as they are now."""
    term = {"term_from": chinese_day(draft.term_from), "term_to": chinese_day(draft.term_to)}
    return dict(draft.names) or {"employer": employer, "union": union, **term}


def workers_side(bargaining: Bargaining, union: str) -> str:
    """Who speaks for the workers: their union, or where there is none those whom they elected, and which union guides them."""
    return f"职工推选的协商代表（{union}指导）" if bargaining.guided_by_id else union


def names_in(bargaining: Bargaining, draft: Draft) -> dict[str, str]:
    """The same for those who see the case behind the draft; an initialled one needs nobody's register."""
    if draft.names:
        return dict(draft.names)
    case = bargaining.case
    place = Place(case.union.name, case.enterprise.name if case.enterprise else "")
    return names_at(place, bargaining, draft)


def names_at(place: Place, bargaining: Bargaining, draft: Draft) -> dict[str, str]:
    """The same where it is known what union and enterprise of the case are called."""
    employer = place.enterprise or bargaining.scope_label
    return names_of(draft, employer=employer, union=workers_side(bargaining, place.union))


def passages_of(sheet: Sheet, names: Mapping[str, str]) -> list[Passage]:
    """The clauses as they stand in the contract."""
    return [
        Passage(
            clause.code,
            number,
            clause.chapter,
            clause.title,
            say_body(clause.body, names=names, values=clause.values),
        )
        for number, clause in enumerate(sheet, 1)
    ]


def fingerprint_of(draft: Draft, sheet: Sheet, names: Mapping[str, str]) -> str:
    """The beginning of the digest of term and words: two papers that show the same one say the same."""
    words = [f"{one.number} {one.chapter} {one.title} {one.text}" for one in passages_of(sheet, names)]
    return digest_of("\n".join([f"{draft.term_from} {draft.term_to}", *words]))[:FINGERPRINT]


def chinese_day(day: date) -> str:
    """2026年4月1日: the contract is Chinese whoever reads it."""
    return f"{day.year}年{day.month}月{day.day}日"
