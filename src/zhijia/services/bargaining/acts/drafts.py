"""What initialling, tabling, voting and signing change."""

from typing import Any

from django.db.models import Max

from zhijia.engines.cases.clocks import drop_clock
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import OPEN_CLOCKS
from zhijia.services.bargaining.acts.papers import keep_scans, keep_signed
from zhijia.services.bargaining.checks.data import DATA
from zhijia.services.bargaining.checks.drafts import WOMEN_CODES, draft_of, vote_of, vote_passes
from zhijia.services.bargaining.drafting.operations import write_sheet
from zhijia.services.bargaining.drafting.sources import BLANK, sheet_of, source_named, sources_of
from zhijia.services.bargaining.drafting.texts import names_in
from zhijia.services.bargaining.forms.drafts import VoteForm
from zhijia.services.bargaining.models import Contract, CoverageLink, Draft, Vote
from zhijia.services.bargaining.models.bargainings import BargainingKind, OutcomeKind
from zhijia.services.bargaining.models.contracts import CoverageBasis
from zhijia.services.bargaining.models.drafts import VoteSource
from zhijia.services.bargaining.queries import PRINTED_DRAFT

COUNTED = ("entitled", "present", "issued", "returned", "yes", "no", "abstain", "invalid")


def write_draft(turn: Turn) -> Outcome:
    """The next version of the text, begun from what its writer chose."""
    bargaining, data = turn.record, turn.data
    last = bargaining.drafts.aggregate(last=Max("version"))["last"] or 0
    draft = Draft.objects.create(
        bargaining=bargaining,
        version=last + 1,
        made_on=turn.today,
        term_from=data["term_from"],
        term_to=data["term_to"],
    )
    if data["source"] != BLANK:
        source = source_named(sources_of(bargaining, besides=draft), data["source"])
        draft.source = str(source.label)
        draft.save(update_fields=["source"])
        sheet = sheet_of(source, bargaining)
        write_sheet(draft, [], sheet, touched=[clause.code for clause in sheet])
    return Outcome(data={"draft": draft.pk, "version": draft.version, "source": data["source"]})


def initial_draft(turn: Turn) -> Outcome:
    """Both chiefs initialled: from now on the text is frozen, and what was agreed is a contract to be."""
    draft = draft_of(turn)
    draft.names = names_in(turn.record, draft)
    draft.workers_initialled_on = turn.data["workers_initialled_on"]
    draft.employer_initialled_on = turn.data["employer_initialled_on"]
    draft.save(update_fields=["names", "workers_initialled_on", "employer_initialled_on"])
    for clock in turn.case.clocks.filter(name=DATA, state__in=OPEN_CLOCKS):
        drop_clock(clock, on=turn.today)  # the talks are over: nobody provides anything for them any more
    turn.record.outcome = OutcomeKind.CONTRACT
    turn.record.save(update_fields=["outcome"])
    signed_on = max(draft.workers_initialled_on, draft.employer_initialled_on)
    scans = keep_signed(turn, PRINTED_DRAFT, signed_on=signed_on, version=draft.version, edits=draft.revision)
    return Outcome(data={"draft": draft.pk, "version": draft.version, "scans": scans})


def print_draft(turn: Turn) -> Outcome:
    """The text as it stands is put on paper; an edit after that makes it another text."""
    draft = draft_of(turn)
    return Outcome(data={"draft": draft.pk, "version": draft.version, "edit": draft.revision})


def table_draft(turn: Turn) -> Outcome:
    planned = turn.data["planned_on"]
    return Outcome(
        data={"draft": draft_of(turn).pk, "assembly": turn.data["assembly"]}
        | ({"planned_on": planned.isoformat()} if planned else {})
    )


def take_up(turn: Turn) -> Outcome:
    """A session has the draft on its agenda: its vote comes back from there."""
    return _put_before(turn, turn.data["session"])


def lay_down(turn: Turn) -> Outcome:
    """The session struck it or does not take place: the draft waits for another one, or for the papers of a vote."""
    return _put_before(turn, None)


def _put_before(turn: Turn, session: int | None) -> Outcome:
    draft = draft_of(turn)
    draft.session_id = session
    draft.save(update_fields=["session"])
    return Outcome(data={"draft": draft.pk, "session": turn.data["label"]}, note=turn.data["label"])


def hear_vote(turn: Turn) -> Outcome:
    """The vote as the congress kept here counted it; whether it passed is computed again, by the rules of contracts."""
    counts = {name: turn.data[name] for name in COUNTED}
    named = {name: turn.data[name] for name in ("assembly", "session_label", "held_on")}
    heard = turn.heard.pk if turn.heard else None
    vote = Vote(draft=draft_of(turn), source=VoteSource.EVENT, source_event=heard, is_passed=False, **counts, **named)
    vote.is_passed = vote_passes(turn, vote)
    vote.save()
    return Outcome(
        data={"vote": vote.pk, "is_passed": vote.is_passed, "source": str(vote.source), **counts},
        to_state="adopted" if vote.is_passed else "not_passed",
    )


def print_text(turn: Turn) -> Outcome:
    """The adopted text for the chiefs; a vote that was entered from paper issued it at once."""
    return Outcome(data={"vote": vote_of(turn).pk})


def record_vote(turn: Turn) -> Outcome:
    """The vote as entered by the union: passed or not by its counts, never by a tick; confirmed by a second post."""
    values = {name: turn.data[name] for name in VoteForm.Meta.fields}
    vote = Vote(draft=draft_of(turn), source=VoteSource.ENTERED, is_passed=False, **values)
    vote.is_passed = vote_passes(turn, vote)
    vote.save()
    counts = {name: getattr(vote, name) for name in ("entitled", "present", "yes", "no", "abstain", "invalid")}
    return Outcome(
        data={"vote": vote.pk, "is_passed": vote.is_passed, "source": str(vote.source), **counts}
        | {"scans": keep_scans(turn)},
        to_state="adopted" if vote.is_passed else "not_passed",
        on_paper=vote.session_label,
    )


def sign(turn: Turn) -> Outcome:
    """Both chiefs signed: the contract comes to be, with its term, and covers its own enterprise.

    After an objection the same contract is signed anew with its new draft; drafts, votes and filings of before are kept.
    """
    contract, is_new = Contract.objects.update_or_create(
        bargaining=turn.record, defaults=_signed(turn), create_defaults=_signed(turn) | _founded(turn)
    )
    turn.record.contract = contract
    enterprise = turn.case.enterprise
    if enterprise:
        CoverageLink.objects.update_or_create(
            contract=contract,
            enterprise=enterprise,
            defaults={
                "basis": CoverageBasis.OWN,
                "headcount": enterprise.headcount,
                "women": enterprise.women,
                "from_on": contract.term_from,
            },
        )
    return Outcome(
        data={"contract": contract.pk, "is_new": is_new, "signed_on": turn.data["day"].isoformat()}
        | {"draft": draft_of(turn).pk, "vote": vote_of(turn).pk, "scans": keep_scans(turn)}
    )


def _founded(turn: Turn) -> dict[str, Any]:
    """What a contract has from its first signature on."""
    bargaining, enterprise = turn.record, turn.case.enterprise
    return {
        "number": turn.case.number,
        "contract_type": bargaining.contract_type,
        "version": _version_of(turn),
        "union_id": turn.case.union_id,
        "enterprise": enterprise,
        "employer_side": enterprise.name if enterprise else bargaining.scope_label,
    }


def _signed(turn: Turn) -> dict[str, Any]:
    """What each signature settles: the text, its chapters, its term, the day."""
    draft = draft_of(turn)
    return {
        "draft": draft,
        "has_women_chapter": draft.clauses.filter(code__in=WOMEN_CODES).exists(),
        "has_wage_chapter": draft.clauses.filter(code="wage_adjustment").exists(),
        "has_safety_chapter": draft.clauses.filter(code="safety_system").exists(),
        "signed_on": turn.data["day"],
        "term_from": draft.term_from,
        "term_to": draft.term_to,
    }


def _version_of(turn: Turn) -> int:
    previous = turn.record.previous
    return previous.version + 1 if previous and turn.record.kind == BargainingKind.CHANGE else 1
