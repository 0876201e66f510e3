"""What the steps of an election of delegates change."""

from datetime import date

from zhijia.engines.ballots.keeping import keep_tally
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.engines.public_notices.opening import NewNotice, Subject, open_notice
from zhijia.lib.sentences import Refused, Sentence
from zhijia.services.congress.electing.checks import ELECTED, check_eligible, recall_reckonings
from zhijia.services.congress.electing.models import DelegateCandidate, DelegateElection, DelegateElectionKind
from zhijia.services.congress.electing.voting import check_known, elected_lines, open_seats, standing, vote_on
from zhijia.services.congress.terms.makeup import note_makeup
from zhijia.services.congress.terms.models import Delegate, DelegateEnd
from zhijia.services.congress.terms.staff import find_worker


def nominate(turn: Turn) -> Outcome:
    """WC-009: only who works there stands; a delegate of this term, and who stands elsewhere in it, does not stand again."""
    election: DelegateElection = turn.record
    named = [
        (one, find_worker(election.term, one.worker, today=turn.today, field="workers")) for one in turn.data["workers"]
    ]
    people = [person.pk for _one, person in named]
    open_ones = DelegateCandidate.objects.filter(
        election__term=election.term_id, election__closed_on=None, struck_on=None, person__in=people
    )
    held = Delegate.objects.filter(term=election.term_id, person__in=people, to_on=None)
    taken = [*open_ones.values_list("name", flat=True), *held.values_list("name", flat=True)]
    if taken or len(set(people)) < len(people):
        sentence = Sentence("{names}已经是候选人或者本届代表，不能重复提名。", {"names": "、".join(taken) or "有人"})
        raise Refused(sentence, field="workers")
    DelegateCandidate.objects.bulk_create(
        DelegateCandidate(
            election=election,
            person=person,
            name=person.name,
            category=one.category,
            is_senior=one.is_senior,
            is_front_line=one.is_front_line,
            is_dispatched=person.is_dispatched,
        )
        for one, person in named
    )
    return Outcome({"names": [person.name for _one, person in named]})


def strike(turn: Turn) -> Outcome:
    candidate: DelegateCandidate = turn.data["candidate"]
    candidate.struck_on = turn.today
    candidate.save(update_fields=["struck_on"])
    return Outcome({"name": candidate.name, "reason": turn.data["reason"]})


def tally(turn: Turn) -> Outcome:
    """Keep the sheet; when every seat is filled the election is decided."""
    election: DelegateElection = turn.record
    check_eligible(turn)
    known = {one.name: one.person_id for one in standing(election)}
    sheet, elected = keep_tally(turn, vote_on(election, declared=turn.data["declared"]), people=known)
    election.held_on, election.present = turn.data["held_on"], turn.data["present"]
    election.save(update_fields=["held_on", "present"])
    is_full = open_seats(election) <= 0
    data = {"sheet": sheet.pk, "elected": list(elected.names), "tied": list(elected.tied), "open": elected.open_seats}
    return Outcome({**data, "scans": keep_scans(turn)}, to_state="elected" if is_full else "")


def settle(turn: Turn) -> Outcome:
    """Those elected go on; the seats that stay open are filled by another election."""
    election: DelegateElection = turn.record
    missing, election.seats = open_seats(election), elected_lines(election).count()
    election.save(update_fields=["seats"])
    return Outcome({"open": missing, "reason": turn.data["reason"]})


def announce(turn: Turn) -> Outcome:
    """Draft the notice of the elected."""
    election: DelegateElection = turn.record
    lines = list(elected_lines(election))
    check_known(lines)
    names = "、".join(line.name for line in lines)
    new = NewNotice(
        kind=ELECTED.code,
        about=turn.case,
        title=f"{election.unit.name}当选职工代表公示",
        text=f"{election.unit.name}选举职工代表，当选名单公示如下，有异议的请在公示期内提出。\n{names}。",
        subjects=[Subject(line.name, line.person_id) for line in lines],
    )
    return Outcome({"notice": open_notice(new, actor=turn.actor, now=turn.now).case_id})


def confirm(turn: Turn) -> Outcome:
    """The elected are delegates: of a term that runs from today, of a new one from its first day."""
    election: DelegateElection = turn.record
    lines = list(elected_lines(election))
    check_known(lines)
    candidates = {one.person_id: one for one in DelegateCandidate.objects.filter(election=election, struck_on=None)}
    people = [candidates[line.person_id] for line in lines if line.person_id in candidates]
    from_on = turn.today if election.term.from_on and election.term.from_on <= turn.today else election.term.from_on
    Delegate.objects.bulk_create(_mandate(election, one, from_on) for one in people)
    _close(election, turn)
    return Outcome({"delegates": [one.name for one in people]})


def tally_recall(turn: Turn) -> Outcome:
    """WC-008: as the meeting of the unit decided the mandate ends today or goes on. The formula is kept beside it: its share is
    known from memory, and decides nothing."""
    election: DelegateElection = turn.record
    quorum, majority = recall_reckonings(turn)
    election.held_on, election.present, election.yes = (turn.data[name] for name in ("held_on", "present", "yes"))
    election.save(update_fields=["held_on", "present", "yes"])
    is_recalled = turn.data["is_recalled"]
    if is_recalled and election.delegate:
        delegate = election.delegate
        delegate.to_on, delegate.ended_as, delegate.end_note = turn.today, DelegateEnd.RECALLED, turn.case.number
        delegate.is_head = False
        delegate.save(update_fields=["to_on", "ended_as", "end_note", "is_head"])
    _close(election, turn)
    said = [str(quorum.verdict.sentence), str(majority.verdict.sentence)]
    data = {"is_recalled": is_recalled, "formulas": said, "scans": keep_scans(turn)}
    return Outcome(data, to_state="" if is_recalled else "not_passed", note=said[1])


def withdraw(turn: Turn) -> Outcome:
    _close(turn.record, turn)
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


def _close(election: DelegateElection, turn: Turn) -> None:
    election.closed_on = turn.today
    election.save(update_fields=["closed_on"])
    note_makeup(election.term, on=turn.today)


def _mandate(election: DelegateElection, one: DelegateCandidate, from_on: date | None) -> Delegate:
    unit_delegation = (
        Delegate.objects.filter(unit=election.unit_id, delegation__isnull=False)
        .order_by("-pk")
        .values_list("delegation", flat=True)
        .first()
        if election.kind == DelegateElectionKind.BY_ELECTION
        else None
    )
    return Delegate(
        term_id=election.term_id,
        unit_id=election.unit_id,
        election_id=election.case_id,
        delegation_id=unit_delegation,
        person_id=one.person_id,
        name=one.name,
        category=one.category,
        is_senior=one.is_senior,
        is_front_line=one.is_front_line,
        is_dispatched=one.is_dispatched,
        sex=one.person.sex,
        from_on=from_on,
    )
