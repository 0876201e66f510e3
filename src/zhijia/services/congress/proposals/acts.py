"""What the steps of a proposal change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.lib.sentences import Refused
from zhijia.services.congress.proposals import events, telling
from zhijia.services.congress.proposals.checks import check_other_stands, check_version, demand_mandate, signatures_of
from zhijia.services.congress.proposals.models import CoSignature, Proposal, ProposalReply, Rating, Ruling
from zhijia.trail.kinds import EventKind

TEXT = ("title", "reason", "measure")
DECIDED = ("committee", "decided_on", "ruling", "decision")


def cosign(turn: Turn) -> Outcome:
    check_version(turn)
    proposal, mandate = turn.record, demand_mandate(turn)
    CoSignature.objects.create(proposal=proposal, delegate=mandate, version=proposal.version, signed_on=turn.today)
    return Outcome({"delegate": str(mandate), "version": proposal.version})


def revise(turn: Turn) -> Outcome:
    """The text is locked once somebody signed it: a change is another version, and all are asked again."""
    proposal: Proposal = turn.record
    signed = signatures_of(proposal).count()
    if signed and not turn.data["asks_again"]:
        raise Refused("已有代表联名，文本已锁定。要修改的，请勾选由联名人重新联名。", field="asks_again")
    before = {name: getattr(proposal, name) for name in TEXT}
    for name in TEXT:
        setattr(proposal, name, turn.data[name])
    _check_other_title(proposal)
    if signed:
        telling.ask_again(turn)
        proposal.version += 1
    proposal.save(update_fields=[*TEXT, "version"])
    return Outcome({"version": proposal.version, "before": before, "asked_again": signed})


def submit(turn: Turn) -> Outcome:
    turn.record.submitted_on = turn.today
    turn.record.save(update_fields=["submitted_on"])
    return Outcome({"signatures": signatures_of(turn.record).count()})


def withdraw(turn: Turn) -> Outcome:
    turn.record.withdrawn_on = turn.today
    turn.record.save(update_fields=["withdrawn_on"])
    return Outcome({"reason": turn.data["reason"]})


def file(turn: Turn) -> Outcome:
    return _decide(turn, Ruling.FILED, events.FILED)


def refuse(turn: Turn) -> Outcome:
    return _decide(turn, Ruling.REFUSED, events.REFUSED)


def redirect(turn: Turn) -> Outcome:
    return _decide(turn, Ruling.REDIRECTED, events.REDIRECTED)


def _decide(turn: Turn, ruling: Ruling, event: EventKind) -> Outcome:
    """WC-042: whatever was decided, its reason is kept, and all authors are told."""
    proposal: Proposal = turn.record
    proposal.committee, proposal.decided_on = turn.data["committee"], turn.data["decided_on"]
    proposal.ruling, proposal.decision = ruling, turn.data["reason"]
    proposal.save(update_fields=DECIDED)
    telling.tell_authors(turn, event.code)
    target = {"target": turn.data["target"]} if "target" in turn.data else {}
    return Outcome({"reason": proposal.decision, **target}, note=proposal.decision)


def merge(turn: Turn) -> Outcome:
    """The authors of both stand behind the one that remains."""
    check_other_stands(turn)
    proposal: Proposal = turn.record
    proposal.merged_into = turn.data["other"]
    proposal.save(update_fields=["merged_into"])
    outcome = _decide(turn, Ruling.MERGED, events.MERGED)
    return Outcome({**outcome.data, "into": turn.data["other"].case.number}, note=outcome.note)


def unmerge(turn: Turn) -> Outcome:
    """It is decided on anew."""
    proposal: Proposal = turn.record
    number = proposal.merged_into.case.number if proposal.merged_into else ""
    proposal.merged_into, proposal.committee, proposal.decided_on = None, None, None
    proposal.ruling, proposal.decision = "", ""
    proposal.save(update_fields=["merged_into", *DECIDED])
    telling.tell_authors(turn, events.UNMERGED.code)
    return Outcome({"from": number, "reason": turn.data["reason"]})


def assign(turn: Turn) -> Outcome:
    proposal: Proposal = turn.record
    proposal.lead, proposal.support = turn.data["lead"], turn.data["support"]
    proposal.due_on = turn.data["due_on"]
    proposal.save(update_fields=["lead", "support", "due_on"])
    return Outcome({"lead": proposal.lead, "support": proposal.support, "due_on": turn.data["due_on"].isoformat()})


def rank(turn: Turn) -> Outcome:
    proposal: Proposal = turn.record
    if Proposal.objects.filter(term=proposal.term_id, rank=turn.data["rank"]).exclude(pk=proposal.pk).exists():
        raise Refused("这个排序已经给了另一件重点提案，请换一个。", field="rank")
    proposal.rank = turn.data["rank"]
    proposal.save(update_fields=["rank"])
    return Outcome({"rank": proposal.rank})


def reply(turn: Turn) -> Outcome:
    """The first answer, or the second to whom the first did not satisfy."""
    proposal: Proposal = turn.record
    number = ProposalReply.objects.filter(proposal=proposal).count() + 1
    given = {name: turn.data[name] for name in ("text", "signer", "replied_on")}
    ProposalReply.objects.create(proposal=proposal, number=number, **given)
    telling.ask_for_rating(turn)
    return Outcome({"number": number, "signer": given["signer"], "scans": keep_scans(turn)})


def rate(turn: Turn) -> Outcome:
    """Dissatisfied with the first answer: answered again; with the second: closed as it is, for the congress to hear."""
    answer = ProposalReply.objects.filter(proposal=turn.record).latest("number")
    answer.rating, answer.rating_note, answer.rated_on = turn.data["rating"], turn.data["note"], turn.today
    answer.save(update_fields=["rating", "rating_note", "rated_on"])
    is_returned = answer.rating == Rating.DISSATISFIED and answer.number == 1
    return Outcome({"rating": answer.rating, "note": answer.rating_note}, to_state="returned" if is_returned else "")


def report(turn: Turn) -> Outcome:
    proposal: Proposal = turn.record
    proposal.session, proposal.reported_on = turn.data["session"], turn.data["reported_on"]
    proposal.save(update_fields=["session", "reported_on"])
    return Outcome({"reported_on": turn.data["reported_on"].isoformat()})


def _check_other_title(proposal: Proposal) -> None:
    same = Proposal.objects.filter(term=proposal.term_id, proposer=proposal.proposer_id, title=proposal.title)
    if same.filter(withdrawn_on=None).exclude(pk=proposal.pk).exists():
        raise Refused("您已经提过同名的提案，请换一个案由。", field="title")
