"""What the steps of an election change."""

from collections.abc import Sequence
from dataclasses import replace

from zhijia.engines.ballots.rules import reckon_recall
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.organisation.actions import change_union, end_holding
from zhijia.organisation.actions.unions import entry_of
from zhijia.organisation.models import Enterprise, PostHolding
from zhijia.organisation.queries import covered_on
from zhijia.services.organising.electing.acts import announce as announce_list
from zhijia.services.organising.electing.acts import begin_term, term_end
from zhijia.services.organising.electing.acts import nominate as nominate_member
from zhijia.services.organising.electing.checks import rule_of
from zhijia.services.organising.electing.models import OfficeTerm
from zhijia.services.organising.electing.seating import fill_vacant, reseat, seats_won
from zhijia.services.organising.electing.voting import elected_on_case
from zhijia.services.organising.elections.checks import check_consent, check_postponed_to
from zhijia.services.organising.elections.models import Election, ElectionKind

ASKED = ("assembly", "meeting_on", "place", "seats", "audit_seats", "women_seats", "consented_on", "entitled")


def enterprises_of(turn: Turn) -> Sequence[Enterprise]:
    """The employers of those who vote."""
    return list(Enterprise.objects.filter(covered_on(turn.today), coverages__union=turn.case.union_id).distinct())


def ask_postponing(turn: Turn) -> Outcome:
    check_postponed_to(turn)
    election: Election = turn.record
    election.postpone_asked_to, election.submitted_by_id = turn.data["postpone_to"], turn.actor.person_id
    election.save(update_fields=["postpone_asked_to", "submitted_by"])
    return Outcome({"postpone_to": turn.data["postpone_to"].isoformat(), "reason": turn.data["reason"]})


def postpone(turn: Turn) -> Outcome:
    """OR-18: the present term runs on to the day that was asked for; where it has no row yet it gets one."""
    election: Election = turn.record
    union, to = turn.case.union, election.postpone_asked_to
    term = OfficeTerm.objects.filter(union=union, ended_on=None).first()
    if term is None and union.term_from and union.term_to:
        term = OfficeTerm(union=union, from_on=union.term_from, to_on=union.term_to, about=turn.case)
    if term is not None:
        term.postponed_to = to
        term.save()
    election.postpone_asked_to = None
    election.save(update_fields=["postpone_asked_to"])
    return Outcome({"postponed_to": to.isoformat() if to else ""}, note=turn.data["words"])


def nominate(turn: Turn) -> Outcome:
    return nominate_member(turn, enterprises_of(turn))


def announce(turn: Turn) -> Outcome:
    return Outcome({"notice": announce_list(turn, turn.case.union.name)})


def ask(turn: Turn) -> Outcome:
    election: Election = turn.record
    for name in ASKED:
        if name in turn.data:
            setattr(election, name, turn.data[name])
    election.asked_on, election.submitted_by_id = turn.today, turn.actor.person_id
    check_consent(turn)
    election.save()
    return Outcome({"kind": election.kind, "scans": keep_scans(turn)})


def approve(turn: Turn) -> Outcome:
    """The union above agrees. A chair is then free to go (OR-19); everything else has still to be voted on."""
    election: Election = turn.record
    election.approved_on = turn.today
    is_transfer = election.kind == ElectionKind.TRANSFER
    if is_transfer:
        election.confirmed_on = turn.today
        _leave(turn)
    election.save(update_fields=["approved_on", "confirmed_on"])
    return Outcome({"words": turn.data["words"]}, note=turn.data["words"], to_state="done" if is_transfer else "")


def return_petition(turn: Turn) -> Outcome:
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


def resume(turn: Turn) -> Outcome:
    """Back to where the petition was prepared."""
    election: Election = turn.record
    if election.reported_on is not None:
        return Outcome(to_state="held")
    return Outcome(to_state="candidates" if election.kind in ("renewal", "by_election") else "planned")


def finish_voting(turn: Turn) -> Outcome:
    turn.record.held_on = turn.data["held_on"]
    turn.record.save(update_fields=["held_on"])
    return Outcome({"held_on": turn.record.held_on.isoformat()}, to_state="held")


def record_recall(turn: Turn) -> Outcome:
    """OR-20: more than half of all members or delegates; else the recall has failed."""
    election: Election = turn.record
    for name in ("held_on", "entitled", "yes"):
        setattr(election, name, turn.data[name])
    law = rule_of(turn, "union.recall.majority", on=turn.data["held_on"])
    found = reckon_recall(law, yes=turn.data["yes"], total=turn.data["entitled"])
    election.save(update_fields=["held_on", "entitled", "yes"])
    data = {"formula": str(found.verdict.sentence), "scans": keep_scans(turn)}
    return Outcome(data, to_state="" if found.is_kept else "not_passed", note=str(found.verdict.sentence))


def record_meeting(turn: Turn) -> Outcome:
    election: Election = turn.record
    election.held_on, election.confirmed_on = turn.data["held_on"], turn.today
    election.save(update_fields=["held_on", "confirmed_on"])
    return Outcome({"decided": turn.data["decided"], "scans": keep_scans(turn)}, note=turn.data["decided"])


def report(turn: Turn) -> Outcome:
    election: Election = turn.record
    election.term_years, election.ordinal = turn.data.get("term_years"), turn.data.get("ordinal")
    election.reported_on, election.submitted_by_id = turn.today, turn.actor.person_id
    election.save(update_fields=["term_years", "ordinal", "reported_on", "submitted_by"])
    return Outcome({"term_years": election.term_years, "scans": keep_scans(turn)})


def confirm(turn: Turn) -> Outcome:
    """What was voted on holds from today: posts change hands, at a renewal the next term begins."""
    election: Election = turn.record
    election.confirmed_on = turn.today
    election.save(update_fields=["confirmed_on"])
    _EFFECTS[ElectionKind(election.kind)](turn)
    return Outcome({"kind": election.kind}, note=turn.data["words"])


def _renew(turn: Turn) -> None:
    election, union = turn.record, turn.case.union
    reseat(turn.actor, union, seats_won(elected_on_case(turn.case.pk)), from_on=turn.today, now=turn.now)
    years = election.term_years or 0
    begin_term(union, ordinal=election.ordinal or 1, from_on=turn.today, years=years, turn=turn)
    entry = replace(entry_of(union), term_from=turn.today, term_to=term_end(turn.today, years=years))
    change_union(turn.actor, union, entry=entry, now=turn.now)


def _fill(turn: Turn) -> None:
    seats = seats_won(elected_on_case(turn.case.pk))
    fill_vacant(turn.actor, turn.case.union, seats, from_on=turn.today, now=turn.now)


def _leave(turn: Turn) -> None:
    """Whom it is about holds the post no more."""
    election: Election = turn.record
    held = PostHolding.objects.filter(post=election.post_id, person=election.person_id, to_on=None)
    for holding in held.select_related("post", "person"):
        end_holding(turn.actor, holding, to_on=turn.today, now=turn.now)


def _nothing(_turn: Turn) -> None:
    """An extraordinary meeting decides by itself."""


_EFFECTS = {
    ElectionKind.RENEWAL: _renew,
    ElectionKind.BY_ELECTION: _fill,
    ElectionKind.RECALL: _leave,
    ElectionKind.TRANSFER: _leave,
    ElectionKind.EXTRAORDINARY: _nothing,
}


def withdraw(turn: Turn) -> Outcome:
    turn.record.closed_reason = turn.data["reason"]
    turn.record.save(update_fields=["closed_reason"])
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])
