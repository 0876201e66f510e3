"""What is wrong with the entry of an enterprise, as findings with the rule of the catalogue (services §J: ID-; §I4, §I5)."""

from collections.abc import Iterator

from zhijia.lib.findings import SENSE, Finding, Severity
from zhijia.lib.identifiers import check_credit_code
from zhijia.lib.industries import RULE as INDUSTRY_RULE
from zhijia.lib.industries import Edition, check_industry_code
from zhijia.lib.registration_types import find_registration_type
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.organisation.checks import CheckContext, find_place_problems
from zhijia.organisation.entries import EnterpriseEntry

EDITIONS = tuple(str(int(edition)) for edition in Edition)
OWNERSHIP_RULE = "§I5"
PARTS = {"women": gettext_noop("女职工"), "migrants": gettext_noop("农民工")}


def find_enterprise_problems(entry: EnterpriseEntry, *, context: CheckContext) -> list[Finding]:
    """Every rule that an enterprise to be entered does not keep."""
    return [
        *_name_problems(entry.name),
        *check_credit_code(entry.credit_code, allow_synthetic=context.allows_synthetic),
        *find_place_problems(entry.place, context=context),
        *_industry_problems(entry),
        *_ownership_problems(entry.ownership),
        *_headcount_problems(entry),
        *_life_problems(entry, context=context),
    ]


def _name_problems(name: str) -> Iterator[Finding]:
    if len(name) < 2:
        yield _block(Sentence("名称至少两个字。"))


def _industry_problems(entry: EnterpriseEntry) -> Iterator[Finding]:
    if entry.industry_edition not in EDITIONS:
        values = {"edition": entry.industry_edition, "editions": "、".join(EDITIONS)}
        yield _block(Sentence("行业分类没有“{edition}”版，请填{editions}。", values), INDUSTRY_RULE)
        return
    edition = Edition(int(entry.industry_edition))
    yield from check_industry_code(entry.industry_section, entry.industry_code, edition)


def _ownership_problems(ownership: str) -> Iterator[Finding]:
    if find_registration_type(ownership) is None:
        yield _block(
            Sentence("没有“{code}”这个登记注册类型，请填三位代码，例如 170。", {"code": ownership}), OWNERSHIP_RULE
        )


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


def _block(sentence: Sentence, rule: str = SENSE) -> Finding:
    return Finding(rule, Severity.BLOCK, sentence)
