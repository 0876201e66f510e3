"""What the steps of a congress change."""

from collections.abc import Sequence

from django.db.models import Q, Sum

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import Enterprise
from zhijia.services.congress.electing.models import DelegateElection, DelegateElectionKind
from zhijia.services.congress.electing.opening import NewElection
from zhijia.services.congress.electing.opening import open_elections as open_cases_of
from zhijia.services.congress.rules.composition import apportion
from zhijia.services.congress.sessions.opening import open_session
from zhijia.services.congress.terms.checks import check_later
from zhijia.services.congress.terms.makeup import note_makeup
from zhijia.services.congress.terms.models import (
    Committee,
    CommitteeMember,
    CongressTerm,
    Delegate,
    DelegateEnd,
    Delegation,
    ElectionUnit,
    Form,
    Scope,
)


def plan(turn: Turn) -> Outcome:
    term: CongressTerm = turn.record
    for name in ("headcount", "women", "dispatched", "planned"):
        if name in turn.data:
            setattr(term, name, turn.data[name])
    term.save(update_fields=["headcount", "women", "dispatched", "planned"])
    _divide(term)
    return Outcome({"headcount": term.headcount, "planned": term.planned})


def add_units(turn: Turn) -> Outcome:
    term: CongressTerm = turn.record
    firms = _firms_named(term, [name for name, _headcount in turn.data["units"]])
    units = [
        ElectionUnit(term=term, name=name, headcount=headcount, enterprise=firms.get(name))
        for name, headcount in turn.data["units"]
    ]
    ElectionUnit.objects.bulk_create(units)
    _divide(term)
    return Outcome({"units": [unit.name for unit in units]})


def remove_unit(turn: Turn) -> Outcome:
    unit: ElectionUnit = turn.data["unit"]
    name = unit.name
    unit.delete()
    _divide(turn.record)
    return Outcome({"unit": name})


def open_elections(turn: Turn) -> Outcome:
    """An election in each unit for its quota."""
    term: CongressTerm = turn.record
    units = ElectionUnit.objects.filter(term=term).order_by("pk")
    entries = [
        NewElection(unit=unit, kind=DelegateElectionKind.ELECTION, seats=unit.quota) for unit in units if unit.quota
    ]
    opened = open_cases_of(term, entries, actor=turn.actor, now=turn.now)
    return Outcome({"elections": len(opened)})


def constitute(turn: Turn) -> Outcome:
    """The term begins, and with it the mandates of those elected."""
    term: CongressTerm = turn.record
    names = ["from_on", "to_on"]
    if term.form == Form.CONGRESS:
        names += ["reviewed_on", "reviewers", "review"]
    for name in names:
        setattr(term, name, turn.data[name])
    term.save(update_fields=names)
    Delegate.objects.filter(term=term, to_on=None).update(from_on=term.from_on)
    note_makeup(term, on=turn.today)
    count = Delegate.objects.filter(term=term, to_on=None).count()
    return Outcome({"delegates": count, "to_on": turn.data["to_on"].isoformat(), "scans": keep_scans(turn)})


def begin(turn: Turn) -> Outcome:
    turn.record.begun_on = turn.data["day"]
    turn.record.save(update_fields=["begun_on"])
    return Outcome({"day": turn.data["day"].isoformat()})


def ask_extension(turn: Turn) -> Outcome:
    term: CongressTerm = turn.record
    check_later(term, turn.data["extension_to"])
    term.extension_to, term.extension_reason = turn.data["extension_to"], turn.data["reason"]
    term.submitted_by_id = turn.actor.person_id
    term.save(update_fields=["extension_to", "extension_reason", "submitted_by"])
    return Outcome({"extension_to": term.extension_to.isoformat(), "scans": keep_scans(turn)})


def extend(turn: Turn) -> Outcome:
    """WC-012: the term runs on to the day that was asked for."""
    term: CongressTerm = turn.record
    term.extended_to, term.extension_to = term.extension_to, None
    term.save(update_fields=["extended_to", "extension_to"])
    return Outcome({"extended_to": str(term.extended_to), "words": turn.data["words"]}, note=turn.data["words"])


def refuse_extension(turn: Turn) -> Outcome:
    turn.record.extension_to = None
    turn.record.save(update_fields=["extension_to"])
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


def open_by_election(turn: Turn) -> Outcome:
    """No more than the unit lacks."""
    unit: ElectionUnit = turn.data["unit"]
    missing = vacancies_of(unit)
    if turn.data["seats"] > missing:
        words = {"unit": unit.name, "n": missing}
        raise Refused(Sentence("{unit}现缺代表{n}名，补选名额不能超过缺额。", words), field="seats")
    entry = NewElection(unit=unit, kind=DelegateElectionKind.BY_ELECTION, seats=turn.data["seats"])
    (election,) = open_cases_of(turn.record, [entry], actor=turn.actor, now=turn.now)
    return Outcome({"unit": unit.name, "seats": election.seats, "election": election.case_id})


def open_recall(turn: Turn) -> Outcome:
    delegate: Delegate = turn.data["delegate"]
    if DelegateElection.objects.filter(delegate=delegate, closed_on=None).exists():
        raise Refused("这名代表的罢免正在办理，不需要重复提出。", field="delegate")
    entry = NewElection(
        unit=delegate.unit, kind=DelegateElectionKind.RECALL, delegate=delegate, reason=turn.data["reason"]
    )
    (election,) = open_cases_of(turn.record, [entry], actor=turn.actor, now=turn.now)
    return Outcome({"delegate": delegate.name, "election": election.case_id})


def end_mandate(turn: Turn) -> Outcome:
    delegate: Delegate = turn.data["delegate"]
    delegate.to_on, delegate.ended_as = turn.data["to_on"], turn.data["ended_as"]
    delegate.end_note, delegate.is_head = turn.data["note"], False
    if delegate.from_on and delegate.to_on < delegate.from_on:
        raise Refused("终止日期不能早于代表任期的开始。", field="to_on")
    delegate.save(update_fields=["to_on", "ended_as", "end_note", "is_head"])
    note_makeup(turn.record, on=turn.today)
    return Outcome({"delegate": delegate.name, "ended_as": delegate.ended_as, "to_on": delegate.to_on.isoformat()})


def form_delegation(turn: Turn) -> Outcome:
    """Delegates of its units leave the delegation in which they were."""
    delegation = Delegation.objects.create(term=turn.record, name=turn.data["name"])
    members = Delegate.objects.filter(term=turn.record, to_on=None, unit__in=turn.data["units"])
    count = members.update(delegation=delegation, is_head=False)
    Delegate.objects.filter(pk=turn.data["head"].pk).update(is_head=True)
    return Outcome({"name": delegation.name, "head": turn.data["head"].name, "delegates": count})


def set_committee(turn: Turn) -> Outcome:
    committee = Committee.objects.create(term=turn.record, name=turn.data["name"], duty=turn.data["duty"])
    CommitteeMember.objects.bulk_create(
        CommitteeMember(committee=committee, delegate=one, is_head=one == turn.data["head"])
        for one in turn.data["members"]
    )
    return Outcome({"name": committee.name, "head": turn.data["head"].name})


def end(turn: Turn) -> Outcome:
    """The mandates end with the term."""
    term: CongressTerm = turn.record
    term.ended_on = turn.today
    term.save(update_fields=["ended_on"])
    open_ones = Delegate.objects.filter(Q(from_on=None) | Q(from_on__lte=turn.today), term=term, to_on=None)
    open_ones.update(to_on=turn.today, ended_as=DelegateEnd.EXPIRED, is_head=False)
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


def drop(turn: Turn) -> Outcome:
    turn.record.dropped_on = turn.today
    turn.record.save(update_fields=["dropped_on"])
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


def vacancies_of(unit: ElectionUnit) -> int:
    """Seats of a unit that nobody holds and nobody is being elected to."""
    held = Delegate.objects.filter(unit=unit, to_on=None).count()
    running = DelegateElection.objects.filter(unit=unit, closed_on=None).aggregate(n=Sum("seats"))["n"] or 0
    return unit.quota - held - running


def _firms_named(term: CongressTerm, names: Sequence[str]) -> dict[str, Enterprise]:
    """The enterprises that send delegates to a regional or industry congress, by their registered names.

    Of two in sight with one name neither is meant.
    """
    if term.scope == Scope.ENTERPRISE:
        return {}
    found: dict[str, list[Enterprise]] = {}
    for firm in Enterprise.objects.filter(name__in=names).order_by("pk"):
        found.setdefault(firm.name, []).append(firm)
    return {name: firms[0] for name, firms in found.items() if len(firms) == 1}


def _divide(term: CongressTerm) -> None:
    """The quota of each unit follows from the plan and its staff."""
    units = list(ElectionUnit.objects.filter(term=term).order_by("pk"))
    quotas = apportion(term.planned or 0, {unit.pk: unit.headcount for unit in units})
    for unit in units:
        unit.quota = quotas[unit.pk] if term.planned else 0
    ElectionUnit.objects.bulk_update(units, ["quota"])


def open_a_session(turn: Turn) -> Outcome:
    """A session of this congress, as a case of its own."""
    facts = {name: turn.data[name] for name in ("planned_on", "venue", "asked_by", "requests")}
    session = open_session(turn.record, actor=turn.actor, now=turn.now, **facts)
    return Outcome({"session": session.case_id, "ordinal": session.ordinal})
