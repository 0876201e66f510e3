"""The protection of delegates while their mandate lasts (B2): until when, and by which text of their place.

No text that anybody has read for Jiangsu says it of delegates: what is not known warns by nobody's article, and a city that
knows its own enters it (WC-009). Negotiators and officers of a union are protected by other rules.
"""

from datetime import date

from zhijia.law.resolver import ResolvedParameter
from zhijia.lib.sentences import Sentence
from zhijia.services.congress.terms.models import CongressTerm, Delegate
from zhijia.services.congress.terms.staff import law_of

PROTECTED = "congress.delegates.protected"


def protected_to(term: CongressTerm) -> date | None:
    """The last day of a mandate that nothing ends before: that of the term, as it was extended."""
    return term.ended_on or term.extended_to or term.to_on


def basis_of_protection(term: CongressTerm, on: date) -> Sentence:
    """Which text protects her there, or that nobody has read one."""
    law: ResolvedParameter = law_of(term, on)(PROTECTED)
    if law.value and law.source:
        return Sentence("职工代表在任期内履行职责受保护，依据{source}", {"source": law.source.cited})
    return Sentence("本地关于保护职工代表的条文还没有核对")


def warn_of_end(delegate: Delegate, on: date) -> Sentence:
    """What is pointed out when an employment ended during the mandate."""
    words = {
        "name": delegate.name,
        "day": on,
        "last": protected_to(delegate.term) or on,
        "basis": basis_of_protection(delegate.term, on),
    }
    return Sentence(
        "职工代表{name}在任期内（至{last}）劳动关系终止（{day}），代表资格同时终止。"
        "请核对单位是否因其履行职责打击报复，并及时补选。{basis}。",
        words,
    )
