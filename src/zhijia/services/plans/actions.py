"""Bringing a plan in: text, reading and first tree in one transaction; correcting its facts; taking an upload back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from zhijia.lib.digests import digest_of
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.events import PLAN_DISCARDED, PLAN_FACTS_CHANGED, PLAN_UPLOADED
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.models.documents import PlanHalf, PlanState
from zhijia.services.plans.parsing import parse_plan
from zhijia.services.plans.parsing.model import Half
from zhijia.services.plans.permissions import check_uploads
from zhijia.services.plans.queries import plans_visible_to
from zhijia.services.plans.recording import plan_event
from zhijia.services.plans.review.building import build_nodes
from zhijia.services.plans.review.operations import lock_under_review, take_ids, write_first
from zhijia.services.plans.review.undoing import READ
from zhijia.services.plans.rules import refuse_classified
from zhijia.trail.record import record

HALVES = {Half.FIRST: PlanHalf.FIRST, Half.SECOND: PlanHalf.SECOND}
FACTS = ("title", "year", "half", "issuer", "doc_number", "issued_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What stands about a plan beside its text. `half` is "", "h1" or "h2"."""

    title: str
    year: int
    half: str = ""
    issuer: str = ""
    doc_number: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReading:
    """What a text says about itself before it is kept: facts to prefill a form, questions about them, what was found."""

    facts: Mapping[str, object]
    questions: tuple[str, ...]
    counts: Mapping[str, int]


def read_facts(text: str) -> FirstReading:
    """Read a text without keeping anything."""
    reading = parse_plan(text)
    said = reading.document
    return FirstReading(
        facts={
            "title": said.title[:200],
            "year": said.year,
            "half": HALVES[said.half] if said.half else "",
            "issuer": (said.issuer or "")[:120],
            "doc_number": (said.number or "")[:60],
            "issued_on": said.issued_on,
        },
        questions=tuple(doubt.sentence for doubt in said.doubts if doubt.is_question),
        counts={
            "headings": len(reading.headings),
            "tasks": len(reading.tasks),
            "targets": len(reading.targets),
            "deadlines": len(reading.deadlines),
        },
    )


def facts_of(plan: PlanDocument) -> PlanFacts:
    """The facts of a stored plan."""
    return PlanFacts(**{name: getattr(plan, name) for name in FACTS})


def find_under_review(actor: Actor, text: str) -> PlanDocument | None:
    """The plan of the actor's union that already holds this text and is not yet published. Raises Refused."""
    own = check_uploads(actor).union_id
    plans = plans_visible_to(actor).filter(state=PlanState.REVIEW, sha256=digest_of(text))
    return plans.filter(union_id=own).first()


def upload_plan(text: str, facts: PlanFacts, *, filename: str, actor: Actor, now: datetime) -> PlanDocument:
    """The plan of this text under review: read now, or the one that this union uploaded before.

    Document, nodes, first operation and event stand together or not at all. Raises `Refused` for a post that may not, and
    for a classified text.
    """
    try:
        with transaction.atomic():
            return find_under_review(actor, text) or _upload(text, facts, filename=filename, actor=actor, now=now)
    except IntegrityError:  # a colleague uploaded it in this moment
        plan = find_under_review(actor, text)
        if plan is None:
            raise
        return plan


def _upload(text: str, facts: PlanFacts, *, filename: str, actor: Actor, now: datetime) -> PlanDocument:
    hand = check_uploads(actor)
    refuse_classified(text)
    reading = parse_plan(text, year=facts.year, issued_on=facts.issued_on)
    plan = PlanDocument.objects.create(
        union_id=hand.union_id,
        uploaded_by_id=hand.post_id,
        uploaded_at=now,
        text=text,
        sha256=digest_of(text),
        filename=filename,
        distribution=list(reading.document.distribution),
        **_columns(facts),
    )
    nodes = [replace(node, version=1) for node in build_nodes(reading, ids=take_ids)]
    write_first(plan, nodes, verb=READ, actor=actor, now=now)
    data = {"sha256": plan.sha256, "filename": filename, "characters": len(text), "nodes": len(nodes)}
    record(plan_event(PLAN_UPLOADED, plan, actor=actor, now=now, data=data, states=("", PlanState.REVIEW)))
    return plan


def change_facts(plan_id: int, facts: PlanFacts, *, actor: Actor, now: datetime) -> PlanDocument:
    """Correct title, period, issuer, number or date of a plan under review; days already read stay as they are."""
    with transaction.atomic():
        plan = lock_under_review(plan_id, actor=actor)
        before = {name: _plain(getattr(plan, name)) for name in FACTS}
        for name, value in _columns(facts).items():
            setattr(plan, name, value)
        after = {name: _plain(getattr(plan, name)) for name in FACTS}
        if before == after:
            return plan
        plan.save(update_fields=FACTS)
        differing = {name: [before[name], after[name]] for name in FACTS if before[name] != after[name]}
        record(plan_event(PLAN_FACTS_CHANGED, plan, actor=actor, now=now, data=differing))
    return plan


def discard_plan(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Take back an upload that is not published. Text and reading go, the events stay."""
    with transaction.atomic():
        plan = lock_under_review(plan_id, actor=actor)
        data = {"sha256": plan.sha256, "filename": plan.filename}
        record(plan_event(PLAN_DISCARDED, plan, actor=actor, now=now, data=data, states=(PlanState.REVIEW, "")))
        plan.operations.filter(undoes__isnull=False).delete()
        plan.delete()


def _columns(facts: PlanFacts) -> Mapping[str, object]:
    return {name: getattr(facts, name) for name in FACTS}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
