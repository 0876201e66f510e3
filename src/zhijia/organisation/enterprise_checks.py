"""What is wrong with the entry of an enterprise, as findings with the rule of the catalogue (services §J: ID-)."""

from collections.abc import Iterator

from zhijia.lib.findings import Finding, Severity
from zhijia.lib.identifiers import check_credit_code
from zhijia.lib.sentences import Sentence
from zhijia.organisation.checks import CheckContext, find_place_problems
from zhijia.organisation.entries import EnterpriseEntry

PARTS = {"women": "女职工", "migrants": "农民工"}


def find_enterprise_problems(entry: EnterpriseEntry, *, context: CheckContext) -> list[Finding]:
    """Every rule that an enterprise to be entered does not keep."""
    return [
        *_name_problems(entry.name),
        *check_credit_code(entry.credit_code, allow_synthetic=context.allows_synthetic),
        *find_place_problems(entry.place, context=context),
        *_headcount_problems(entry),
        *_life_problems(entry, context=context),
    ]


def _name_problems(name: str) -> Iterator[Finding]:
    if len(name) < 2:
        yield _block(Sentence("名称至少两个字。"))


def _headcount_problems(entry: EnterpriseEntry) -> Iterator[Finding]:
    for field, label in PARTS.items():
        part = getattr(entry, field)
        if part is not None and entry.headcount is None:
            yield _block(Sentence("填了{part}人数，也要填职工总数。", {"part": Sentence(label)}))
        elif part is not None and entry.headcount is not None and part > entry.headcount:
            values = {"part": Sentence(label), "n": part, "whole": entry.headcount}
            yield _block(Sentence("{part} {n} 人，超过职工总数 {whole} 人。", values))


def _life_problems(entry: EnterpriseEntry, *, context: CheckContext) -> Iterator[Finding]:
    if entry.founded_on and entry.founded_on > context.today:
        yield _block(Sentence("成立日期 {day} 还没有到，请核对。", {"day": entry.founded_on}))
    if entry.founded_on and entry.closed_on and entry.closed_on < entry.founded_on:
        yield _block(Sentence("撤销或注销日期不能早于成立日期。"))


def _block(sentence: Sentence, rule: str = "ID-05") -> Finding:
    return Finding(rule, Severity.BLOCK, sentence)
