"""Making, changing and accepting a proposal of pairs."""

from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.law.judging import judge_number
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.lib.stored_sentences import as_stored
from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.acts.pairs import label_of
from zhijia.services.contacts.checks import is_office_of
from zhijia.services.contacts.events import PROPOSAL_ACCEPTED, PROPOSAL_CHANGED, PROPOSAL_MADE
from zhijia.services.contacts.flow import PAIR_FLOW
from zhijia.services.contacts.models import Pair, PairProgramme, Proposal, ProposedPair
from zhijia.services.contacts.queries import candidates_of, helpers_of, leaders_of, level_of
from zhijia.services.contacts.rules.assigning import Wishes, find_shortfalls, propose
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import NewEvent, Subject, record

WHO_PROPOSES = gettext_noop("挂钩分配方案由市、县总工会的干部、部门负责人或者领导办理。")
NOT_FREE = gettext_noop("“{name}”不能换入：没有这家企业工会，或者已经挂钩、已经在方案里。请写全称。")
BY_HAND = gettext_noop("人工调整：{reason}")


def can_propose(actor: Actor) -> bool:
    """The office of a federation of the city or of a county."""
    return actor.post is not None and level_of(actor) is not None and is_office_of(actor, actor.post.union_id)


def wishes_of(place: str, *, count: int, on: date) -> Wishes:
    """What must hold of so many pairs (PA-04), by the parameters of a place."""
    law = LocalLaw()
    share = law.rule("contacts.small.share", place=place, on=on).share
    return Wishes(count, share, law.rule("contacts.small.headcount", place=place, on=on).number)


def make_proposal(programme: PairProgramme, *, count: int, seed: int, actor: Actor, now: datetime) -> Proposal:
    """Propose so many pairs for the actor's federation. The same seed on the same day proposes the same."""
    level, today = level_of(actor), local_day(now)
    if actor.post is None or level is None or not can_propose(actor):
        raise Refused(WHO_PROPOSES)
    federation = Union.objects.get(pk=actor.post.union_id)
    wishes = wishes_of(federation.place, count=count, on=today)
    candidates = candidates_of(programme, federation, level)
    found = propose(candidates, helpers_of(federation.pk, today=today), wishes, seed=seed)
    with transaction.atomic():
        proposal = Proposal.objects.create(
            programme=programme,
            federation=federation,
            level=level,
            count=count,
            seed=seed,
            made_at=now,
            made_by_label=actor.signature[:160],
        )
        ProposedPair.objects.bulk_create(
            ProposedPair(proposal=proposal, union_id=pair.union, cadre_id=pair.helper, reasons=as_stored(pair.reasons))
            for pair in found.pairs
        )
        _check_anew(proposal, today=today)
        _record(PROPOSAL_MADE, proposal, {"count": count, "seed": seed, "pairs": len(found.pairs)}, actor, now)
    return proposal


def change_pair(
    pair: ProposedPair, *, cadre: Post, instead: str = "", reason: str, actor: Actor, now: datetime
) -> None:
    """Give a proposed pair to another cadre, or put another union (by its full name) in; what must hold is looked at again."""
    with transaction.atomic():
        proposal = _open_proposal(pair.proposal_id, actor)
        before = {"union": pair.union_id, "cadre": pair.cadre_id}
        if instead:
            pair.union = _free_union(proposal, instead)
        pair.cadre, pair.is_changed = cadre, True
        pair.reasons = as_stored([Sentence(BY_HAND, {"reason": reason})])
        pair.save(update_fields=["union", "cadre", "is_changed", "reasons"])
        _check_anew(proposal, today=local_day(now))
        data = {"before": before, "union": pair.union_id, "cadre": cadre.pk, "reason": reason}
        _record(PROPOSAL_CHANGED, proposal, data, actor, now)


def _free_union(proposal: Proposal, name: str) -> Union:
    """The union of this name below the federation that is neither paired nor proposed already."""
    free = {one.id for one in candidates_of(proposal.programme, proposal.federation, proposal.level)}
    free -= set(proposal.pairs.values_list("union_id", flat=True))
    found = Union.objects.filter(name=name, pk__in=free).order_by("pk").first()
    if found is None:
        words = {"name": name}
        raise Refused(Sentence(NOT_FREE, words), field="instead")
    return found


def _check_anew(proposal: Proposal, *, today: date) -> None:
    """What the pairs as they now stand do not meet, and who of the cadres has more than a warning allows (PA-01)."""
    pool = candidates_of(proposal.programme, proposal.federation, proposal.level)
    rows = list(proposal.pairs.order_by("pk").values_list("union_id", "cadre_id"))
    chosen = {union for union, _cadre in rows}
    wishes = wishes_of(proposal.federation.place, count=proposal.count, on=today)
    found = find_shortfalls([one for one in pool if one.id in chosen], pool, wishes)
    limit = LocalLaw().rule("contacts.load", place=proposal.federation.place, on=today)
    before = {helper.id: helper.load for helper in helpers_of(proposal.federation_id, today=today)}
    loads = [before.get(cadre, 0) + sum(given == cadre for _u, given in rows) for cadre in {c for _u, c in rows}]
    found += [verdict.sentence for verdict in judge_number(limit, max(loads, default=0))]
    proposal.shortfalls = as_stored(found)
    proposal.save(update_fields=["shortfalls"])


def accept_proposal(proposal: Proposal, *, actor: Actor, now: datetime) -> int:
    """Draft a pair for each proposed one; returns how many. Raises `Refused` when it was accepted before."""
    with transaction.atomic():
        proposal = _open_proposal(proposal.pk, actor)
        rows = list(proposal.pairs.select_related("union", "cadre__union").order_by("pk"))
        _check_still_free(proposal, rows)
        leaders = leaders_of(proposal.federation_id, today=local_day(now))
        titles = [Sentence("挂钩联系{name}", {"name": row.union.name}).said_in(str) for row in rows]
        entries = [
            NewCase(title, row.union_id, row.union.place, line=FunctionLine.ORGANISING, data={"level": proposal.level})
            for title, row in zip(titles, rows, strict=True)
        ]
        cases = open_cases(PAIR_FLOW, entries, actor=actor, now=now)
        pairs = [
            Pair(
                case=case,
                programme=proposal.programme,
                union=row.union,
                federation=proposal.federation,
                level=proposal.level,
                cadre=row.cadre,
                cadre_label=label_of(row.cadre),
                leader=leaders[n % len(leaders)] if leaders else None,
                leader_label=label_of(leaders[n % len(leaders)]) if leaders else "",
                reasons=row.reasons,
            )
            for n, (case, row) in enumerate(zip(cases, rows, strict=True))
        ]
        Pair.objects.bulk_create(pairs, batch_size=1000)
        begin(PAIR_FLOW, zip(cases, pairs, strict=True), now=now)
        proposal.accepted_at = now
        proposal.save(update_fields=["accepted_at"])
        _record(PROPOSAL_ACCEPTED, proposal, {"pairs": len(pairs)}, actor, now)
    return len(pairs)


def _check_still_free(proposal: Proposal, rows: list[ProposedPair]) -> None:
    taken = Pair.objects.filter(
        union__in=[row.union_id for row in rows], level=proposal.level, to_on=None
    ).select_related("union")
    if pair := taken.order_by("pk").first():
        words = {"name": pair.union.name}
        raise Refused(Sentence("{name}在方案生成以后已经挂钩。请重新生成方案，或者把它换出。", words))


def _open_proposal(pk: int, actor: Actor) -> Proposal:
    """The proposal, locked, if the actor's federation made it and nobody accepted it."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("programme", "federation")
    proposal = rows.get(pk=pk)
    if not is_office_of(actor, proposal.federation_id):
        raise Refused(WHO_PROPOSES)
    if proposal.accepted_at:
        raise Refused("这份方案已经采用，不能再调整。请在挂钩事项中交接或者取消。")
    return proposal


def can_change(actor: Actor, proposal: Proposal) -> bool:
    return proposal.accepted_at is None and is_office_of(actor, proposal.federation_id)


def _record(kind: EventKind, proposal: Proposal, data: dict[str, object], actor: Actor, now: datetime) -> None:
    subject = Subject("contacts.proposal", proposal.pk, f"{proposal.federation.name} {proposal.programme.year}")
    record(NewEvent(kind.code, now, actor.doer, subject, data=data))
