"""Rows of existing contracts: judged, taken over, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.imports.desk import Applied, Desk, Judgement, Values, refuse, text
from zhijia.engines.imports.handling import Handling, register_handling
from zhijia.law.judging import judge_span
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.imports import ImportVerdict
from zhijia.organisation.queries import enterprises_visible_to
from zhijia.services.bargaining.actions.opening import WHO_OPENS, NewBargaining, can_open
from zhijia.services.bargaining.actions.taking_over import ExistingContract, take_back, take_over_contracts
from zhijia.services.bargaining.imports.columns import CONTRACTS
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.models.bargainings import JOINT_TYPES, ContractType
from zhijia.services.bargaining.queries import in_force_on

NO_ENTERPRISE = gettext_noop("在您的范围内没有信用代码是“{code}”的单位，请先导入用人单位。")
NAME_ENTERPRISE = gettext_noop("请填“用人单位信用代码”；区域性、行业性合同填“区域或行业”。")
TERM_ORDER = gettext_noop("“期限止”必须晚于“期限起”。")
EFFECT_ORDER = gettext_noop("“生效日期”不能早于“签订日期”，也不能晚于今天。")
IS_OVER = gettext_noop("合同已经期满，不再入册。期满合同的文本请存入档案。")
WOMEN_WITHIN = gettext_noop("“其中女职工”不能超过“覆盖职工”。")
DIFFERS = gettext_noop("这个编号的合同已经在册，内容和这一行不同。请在合同页核对；需要重来的，先撤销原来的导入。")
HAS_ONE = gettext_noop("这家单位已有同类有效合同：{number}。")
CHANGED_SINCE = gettext_noop("合同已经不在册，或者不在您的范围内，不能撤销这一行。")
TERM = ("term_from", "term_to", "effective_on")


@dataclass(frozen=True, slots=True)
class Known:
    """What the register has of the rows of a piece."""

    enterprises: Mapping[str, Enterprise]
    contracts: Mapping[str, Contract]
    in_force: Mapping[tuple[int, str], str]


def judge(rows: Sequence[Values], desk: Desk) -> list[Judgement]:
    """One judgement a row, in order."""
    desk.learn(text(row, "union") for row in rows)
    known, law = _read_known(rows, desk), LocalLaw()
    return [_judge(row, desk, known, law) for row in rows]


def apply(rows: Sequence[tuple[Values, Judgement]], desk: Desk) -> list[Applied]:
    """Take them over; a row needs nothing else to be undone than its contract."""
    known = _read_known([row for row, _ in rows], desk)
    entries = [_entry(row, _union(row, desk), known) for row, _ in rows]
    return [Applied(contract.pk, {}) for contract in take_over_contracts(entries, actor=desk.actor, now=desk.now)]


def undo(record_id: int, _before: Values, desk: Desk) -> None:
    """Take one contract back. Raises `Refused` when something was done with it since."""
    contract = Contract.objects.select_related("bargaining").filter(pk=record_id).first()
    if contract is None:
        raise Refused(CHANGED_SINCE)
    take_back(contract, actor=desk.actor, now=desk.now)


def identities(row: Values) -> list[tuple[str, ...]]:
    """What no other row of the sheet may share."""
    return [("number", text(row, "number"))]


def _read_known(rows: Sequence[Values], desk: Desk) -> Known:
    codes = {text(row, "credit_code") for row in rows} | {code for row in rows for code in _covers(row)}
    found = enterprises_visible_to(desk.actor).filter(credit_code__in=codes - {""})
    enterprises = {row.credit_code: row for row in found.order_by("pk")}
    contracts = Contract.objects.filter(number__in=[text(row, "number") for row in rows]).order_by("pk")
    own = in_force_on(local_day(desk.now)).filter(enterprise__in=[row.pk for row in enterprises.values()])
    return Known(
        enterprises,
        {contract.number: contract for contract in contracts},
        {(pk, kind): number for pk, kind, number in own.values_list("enterprise_id", "contract_type", "number") if pk},
    )


def _judge(row: Values, desk: Desk, known: Known, law: LocalLaw) -> Judgement:
    union, problem = desk.union(text(row, "union"))
    reasons = [problem] if problem else []
    if union and not can_open(desk.actor, union):
        reasons.append(Sentence(WHO_OPENS))
    reasons += [*_party_problems(row, known), *_date_problems(row, today=local_day(desk.now))]
    if reasons or union is None:
        return refuse(*reasons)
    if contract := known.contracts.get(text(row, "number")):
        return _judge_known(row, contract)
    enterprise = known.enterprises.get(text(row, "credit_code"))
    if enterprise and (number := known.in_force.get((enterprise.pk, text(row, "type")))):
        return refuse(Sentence(HAS_ONE, {"number": number}))
    return Judgement(ImportVerdict.NEW, _term_warnings(row, union, law))


def _judge_known(row: Values, contract: Contract) -> Judgement:
    written = {"contract_type": row["type"]} | {name: row[name] for name in ("signed_on", *TERM)}
    if all(getattr(contract, name) == value for name, value in written.items()):
        return Judgement(ImportVerdict.SAME, record_id=contract.pk)
    return refuse(Sentence(DIFFERS))


def _party_problems(row: Values, known: Known) -> list[Sentence]:
    code, is_joint = text(row, "credit_code"), row["type"] in JOINT_TYPES
    missing = [code for code in (code, *_covers(row)) if code and code not in known.enterprises]
    problems = [Sentence(NO_ENTERPRISE, {"code": code}) for code in missing]
    if not (text(row, "scope") if is_joint else code):
        problems.append(Sentence(NAME_ENTERPRISE))
    headcount, women = row["headcount"], row["women"]
    if isinstance(women, int) and (not isinstance(headcount, int) or women > headcount):
        problems.append(Sentence(WOMEN_WITHIN))
    return problems


def _date_problems(row: Values, *, today: date) -> list[Sentence]:
    first, last, effective = (_needed(row, name) for name in TERM)
    signed = _day(row, "signed_on")
    problems = [] if last > first else [Sentence(TERM_ORDER)]
    if effective > today or (signed and effective < signed):
        problems.append(Sentence(EFFECT_ORDER))
    if last < today:
        problems.append(Sentence(IS_OVER))
    return problems


def _term_warnings(row: Values, union: Union, law: LocalLaw) -> list[Sentence]:
    """CB-061: a term outside one to three years was agreed; it is said and taken over as it is."""
    first, last, _effective = (_needed(row, name) for name in TERM)
    return [
        verdict.sentence
        for key in ("contract.term.shortest", "contract.term.longest")
        for verdict in judge_span(law.rule(key, place=union.place, on=first), first=first, last=last)
    ]


def _entry(row: Values, union: Union, known: Known) -> ExistingContract:
    kind = ContractType(text(row, "type"))
    enterprise = None if kind in JOINT_TYPES else known.enterprises[text(row, "credit_code")]
    headcount, women = row["headcount"], row["women"]
    first, last, effective = (_needed(row, name) for name in TERM)
    scope = text(row, "scope")
    return ExistingContract(
        opening=NewBargaining(union=union, enterprise=enterprise, contract_type=kind, scope_label=scope),
        number=text(row, "number"),
        employer_side=text(row, "employer_side") or (enterprise.name if enterprise else scope),
        signed_on=_day(row, "signed_on"),
        term_from=first,
        term_to=last,
        effective_on=effective,
        headcount=headcount if isinstance(headcount, int) else enterprise.headcount if enterprise else None,
        women=women if isinstance(women, int) else None,
        has_women_chapter=row["women_chapter"] == "yes",
        has_wage_chapter=row["wage_chapter"] == "yes",
        has_safety_chapter=row["safety_chapter"] == "yes",
        covers=[known.enterprises[code] for code in _covers(row)],
    )


def _union(row: Values, desk: Desk) -> Union:
    union, problem = desk.union(text(row, "union"))
    if union is None:
        raise Refused(problem or WHO_OPENS)
    return union


def _covers(row: Values) -> tuple[str, ...]:
    codes = row.get("covers")
    return codes if isinstance(codes, tuple) else ()


def _needed(row: Values, name: str) -> date:
    """A day that no row is readable without."""
    day = row[name]
    assert isinstance(day, date)
    return day


def _day(row: Values, name: str) -> date | None:
    value = row.get(name)
    return value if isinstance(value, date) else None


register_handling(Handling(CONTRACTS, judge, apply, undo, identities, "bargaining:contract"))
