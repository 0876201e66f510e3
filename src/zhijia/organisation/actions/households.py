"""Households: formed around a head, joined and left."""

from datetime import date, datetime

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import Household, HouseholdMember, Person
from zhijia.organisation.models.households import Relation
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.trail.record import record

CONSTRAINTS: dict[str, Sentence | str] = {
    "householdmember_one_open": gettext_noop("这个人已经登记在一个家庭里，每人同时只属于一个家庭。"),
    "householdmember_one_head": gettext_noop("这个家庭已经有户主。"),
}


def form_household(actor: Actor, head: Person, *, from_on: date, now: datetime) -> Household:
    """Form a household around its head. Raises `Refused`: role, in a household already (HA-01), a day still ahead."""
    check_administer(actor, head.path)
    household = Household(home=head.home, path=head.path)
    with refusing(CONSTRAINTS):
        household.save()
        _enter(household, head, Relation.HEAD, from_on=from_on, now=now)
    record(event_about(head, events.HOUSEHOLD_FORMED, actor=actor, now=now, data={"household": household.pk}))
    return household


def join_household(
    actor: Actor, household: Household, person: Person, *, relation: str, from_on: date, now: datetime
) -> HouseholdMember:
    """Let a person belong to a household. Raises `Refused`: role over both, in a household already, a second head."""
    for path in (household.path, person.path):
        check_administer(actor, path)
    with refusing(CONSTRAINTS):
        member = _enter(household, person, relation, from_on=from_on, now=now)
    data = {"household": household.pk, "relation": relation}
    record(event_about(person, events.HOUSEHOLD_JOINED, actor=actor, now=now, data=data))
    return member


def leave_household(actor: Actor, member: HouseholdMember, *, on: date, now: datetime) -> None:
    """End a person's time in a household. Raises `Refused`: role, ended already, days, the head before the others."""
    check_administer(actor, member.path)
    kept = HouseholdMember.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
    if kept.to_on is not None:
        raise Refused(Sentence("已于 {day} 离开这个家庭。", {"day": kept.to_on}))
    if not kept.from_on <= on <= local_day(now):
        raise Refused("日期不能早于登记的起始日期，也不能晚于今天。", field="on")
    others = HouseholdMember.objects.filter(household=kept.household_id, to_on=None).exclude(pk=kept.pk)
    if kept.relation == Relation.HEAD and others.exists():
        raise Refused("户主离开前，请先办理其他家庭成员的变动。")
    kept.to_on = on
    kept.save(update_fields=["to_on"])
    data = {"household": kept.household_id, "on": on}
    record(event_about(kept.person, events.HOUSEHOLD_LEFT, actor=actor, now=now, data=data))


def _enter(household: Household, person: Person, relation: str, *, from_on: date, now: datetime) -> HouseholdMember:
    if from_on > local_day(now):
        raise Refused(Sentence("起始日期 {day} 还没有到。", {"day": from_on}), field="from_on")
    return HouseholdMember.objects.create(
        household=household, person=person, relation=relation, from_on=from_on, path=household.path
    )
