"""Entering enterprises and keeping their facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zhijia.lib.masks import mask_name
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.checks import CheckContext
from zhijia.organisation.enterprise_checks import find_enterprise_problems
from zhijia.organisation.entries import EnterpriseEntry, facts_of
from zhijia.organisation.matching import ELSEWHERE, MINE, match_enterprises
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import differences, event_about, plain
from zhijia.organisation.rules import is_territorial
from zhijia.organisation.scopes import Actor
from zhijia.organisation.searching import index_of
from zhijia.organisation.writing import chunks, refuse_blocking, refusing
from zhijia.trail.record import NewEvent, record, record_all

TAKEN_HERE = gettext_noop("统一社会信用代码 {code} 已经登记，请搜索后直接变更。")
TAKEN_ELSEWHERE = gettext_noop("统一社会信用代码 {code} 已在其他工会登记，请联系上级工会核实。")
CONSTRAINTS = {
    "organisation_enterprise_credit_code": gettext_noop("这个统一社会信用代码刚刚由别人登记，请重新搜索核对。")
}
NAME_OF_PERSON = "legal_representative"
CHANGEABLE = tuple(EnterpriseEntry.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class PlacedEnterprise:
    """An enterprise to be entered; `territory` is the lowest territorial union of its registered place."""

    territory: Union
    entry: EnterpriseEntry


def enter_enterprise(actor: Actor, *, territory: Union, entry: EnterpriseEntry, now: datetime) -> Enterprise:
    """Enter one enterprise. Raises `Refused`: role, territory, code taken here or elsewhere, any blocking finding."""
    return enter_enterprises(actor, [PlacedEnterprise(territory, entry)], now=now)[0]


def enter_enterprises(actor: Actor, rows: Sequence[PlacedEnterprise], *, now: datetime) -> list[Enterprise]:
    """Enter many enterprises, with one event each; they come back in the order given, with their paths. All or nothing."""
    _check_territories(actor, {row.territory.pk: row.territory for row in rows})
    context = CheckContext.at(now)
    for row in rows:
        refuse_blocking(find_enterprise_problems(row.entry, context=context))
    return [enterprise for piece in chunks(rows) for enterprise in _enter(actor, piece, now=now)]


def change_enterprise(actor: Actor, enterprise: Enterprise, *, entry: EnterpriseEntry, now: datetime) -> Enterprise:
    """Replace the facts of an enterprise. Nothing is written when nothing differs. Raises `Refused`.

    Its credit code is its identity: a wrong one is corrected by withdrawing the entry.
    """
    check_administer(actor, enterprise.path)
    kept = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    if entry.credit_code != kept.credit_code:
        raise Refused("统一社会信用代码不能变更；录错的请撤回后重新录入。", field="credit_code")
    refuse_blocking(find_enterprise_problems(entry, context=CheckContext.at(now)))
    facts = facts_of(entry)
    changed = differences(_facts_of(kept), facts)
    if changed:
        _write(kept, facts)
        record(event_about(kept, events.ENTERPRISE_CHANGED, actor=actor, now=now, data=_told(changed)))
    return kept


def entry_of(enterprise: Enterprise) -> EnterpriseEntry:
    """The facts as they stand, in the shape in which they are changed."""
    return EnterpriseEntry(**_facts_of(enterprise))  # type: ignore[arg-type]


def _check_territories(actor: Actor, territories: Mapping[int, Union]) -> None:
    for territory in territories.values():
        check_administer(actor, territory.path)
        if not is_territorial(territory.kind):
            raise Refused("属地工会应是市、县（市、区）、开发区或乡镇（街道）工会。", field="territory")


def _enter(actor: Actor, rows: Sequence[PlacedEnterprise], *, now: datetime) -> list[Enterprise]:
    _refuse_taken([row.entry.credit_code for row in rows])
    enterprises = [
        Enterprise(territory=row.territory, path=row.territory.path, **facts_of(row.entry), **_index(row.entry))
        for row in rows
    ]
    with refusing(CONSTRAINTS):
        Enterprise.objects.bulk_create(enterprises)
    record_all(_entered(actor, enterprise, now=now) for enterprise in enterprises)
    return enterprises


def _refuse_taken(codes: Sequence[str]) -> None:
    for match in match_enterprises(codes).values():
        if match.verdict == MINE:
            raise Refused(Sentence(TAKEN_HERE, {"code": match.code}), field="credit_code")
        if match.verdict == ELSEWHERE:
            raise Refused(Sentence(TAKEN_ELSEWHERE, {"code": match.code}), field="credit_code")


def _entered(actor: Actor, enterprise: Enterprise, *, now: datetime) -> NewEvent:
    data = {"territory": enterprise.territory_id, **plain(_told(_facts_of(enterprise)))}
    return event_about(enterprise, events.ENTERPRISE_ENTERED, actor=actor, now=now, data=data)


def _told(facts: Mapping[str, object]) -> dict[str, object]:
    """What the log says of facts: a person's name stays in the register, which forgets it, and is masked here."""
    return {key: _masked(value) if key == NAME_OF_PERSON else value for key, value in facts.items()}


def _masked(value: object) -> object:
    if isinstance(value, list):
        return [_masked(name) for name in value]
    return mask_name(str(value)) if value else ""


def _facts_of(enterprise: Enterprise) -> dict[str, object]:
    return {name: getattr(enterprise, name) for name in CHANGEABLE}


def _index(entry: EnterpriseEntry) -> Mapping[str, str]:
    return index_of(entry.name, code=entry.credit_code)


def _write(enterprise: Enterprise, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        setattr(enterprise, name, value)
    index = index_of(enterprise.name, code=enterprise.credit_code)
    enterprise.sort_key, enterprise.search_tokens = index["sort_key"], index["search_tokens"]
    enterprise.save(update_fields=[*facts, *index])
