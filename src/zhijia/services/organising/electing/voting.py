"""Which bodies a case elects, who votes, what was counted so far, and the moves that enter a tally."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from zhijia.engines.ballots.keeping import SURPLUS, Vote, keep_tally
from zhijia.engines.ballots.models import TallyLine
from zhijia.engines.cases.flow import Move, Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation.models import Employment, Membership, Union
from zhijia.organisation.models.memberships import Standing
from zhijia.services.organising.electing.models import SINGLE, SURPLUS_BODIES, Body, ElectionCandidate
from zhijia.services.organising.elections.models import Election
from zhijia.services.organising.founding.models import Founding

Record = Founding | Election
LABELS: Mapping[str, str] = {
    Body.COMMITTEE: gettext_noop("登记委员选举结果"),
    Body.CHAIR: gettext_noop("登记主席选举结果"),
    Body.AUDIT: gettext_noop("登记经审委员选举结果"),
    Body.WOMEN: gettext_noop("登记女职工委员选举结果"),
    Body.ORGANISER: gettext_noop("登记组织员选举结果"),
}
SEATS: Mapping[str, str] = {Body.COMMITTEE: "seats", Body.AUDIT: "audit_seats", Body.WOMEN: "women_seats"}


def bodies_of(record: Record) -> tuple[Body, ...]:
    """What this case may elect."""
    if isinstance(record, Founding) and record.is_organiser:
        return (Body.ORGANISER,)
    return (Body.COMMITTEE, Body.CHAIR, Body.AUDIT, Body.WOMEN)


def seats_of(record: Record, body: str) -> int:
    return 1 if body in SINGLE else getattr(record, SEATS[body]) or 0


def electorate_of(record: Record, *, today: date) -> QuerySet[Membership]:
    """Members of the union; of one that is being founded, members of the union above who work for its enterprises."""
    rows = Membership.objects.filter(union=record.case.union_id, to_on=None).select_related("person")
    if isinstance(record, Founding):
        firms = record.enterprises.values("enterprise")
        working = Employment.objects.filter(Q(to_on=None) | Q(to_on__gt=today), enterprise__in=firms)
        rows = rows.filter(person__in=working.values("person"))
    return rows.order_by("person__sort_key", "pk")


def voters_of(record: Record, *, today: date) -> list[Membership]:
    """Those of them who vote: the retained do not (OR-13)."""
    return list(electorate_of(record, today=today).filter(standing=Standing.ACTIVE))


def voting_members(union: Union) -> QuerySet[Membership]:
    """Who votes in a union that exists."""
    return Membership.objects.filter(union=union, to_on=None, standing=Standing.ACTIVE)


def elected_on_case(about_id: int) -> list[TallyLine]:
    """Everybody who is elected on a case so far, by body and votes."""
    rows = TallyLine.objects.filter(sheet__about=about_id, is_elected=True).select_related("sheet", "person")
    return list(rows.order_by("sheet__body", "sheet__pk", "rank", "pk"))


def open_seats(record: Record, body: str) -> int:
    """How many seats of a body are not filled by the ballots so far."""
    filled = TallyLine.objects.filter(sheet__about=record.case_id, sheet__body=body, is_elected=True).count()
    return seats_of(record, body) - filled


def candidates_for(record: Record, body: str) -> list[ElectionCandidate]:
    """Who still stands for a body: those put up and not elected by a ballot before."""
    elected = TallyLine.objects.filter(sheet__about=record.case_id, sheet__body=body, is_elected=True)
    rows = ElectionCandidate.objects.filter(about=record.case_id, body=body, struck_on=None)
    return list(rows.exclude(person__in=elected.exclude(person=None).values("person")).order_by("pk"))


def planned_bodies(record: Record) -> list[Body]:
    """The bodies that somebody stands for."""
    found = set(ElectionCandidate.objects.filter(about=record.case_id, struck_on=None).values_list("body", flat=True))
    return [body for body in bodies_of(record) if body in found]


def next_body(record: Record) -> Body:
    """The first body with an open seat; the first of all where nobody stands."""
    waiting = (body for body in planned_bodies(record) if open_seats(record, body) > 0)
    return next(waiting, bodies_of(record)[0])


def is_complete(record: Record) -> bool:
    """Whether every seat of every body that somebody stands for is filled."""
    planned = planned_bodies(record)
    return bool(planned) and all(open_seats(record, body) <= 0 for body in planned)


def check_open(body: str, turn: Turn) -> None:
    if not candidates_for(turn.record, body):
        raise Refused(Sentence("没有待选举的{body}候选人。", {"body": Sentence(str(Body(body).label))}))
    if open_seats(turn.record, body) <= 0:
        raise Refused(Sentence("{body}已经选满。", {"body": Sentence(str(Body(body).label))}))


def vote_on(turn: Turn, body: str) -> Vote:
    """What the law looks at: more candidates than seats, and the size of a whole committee, at the first ballot."""
    record = turn.record
    seats, whole = open_seats(record, body), seats_of(record, body)
    is_first = seats == whole
    members = len(voters_of(record, today=turn.data["held_on"])) if body == Body.COMMITTEE and is_first else None
    is_whole = not isinstance(record, Election) or record.kind == "renewal"
    surplus = SURPLUS if body in SURPLUS_BODIES and is_first else ""
    return Vote(body, seats, members if is_whole else None, surplus)


def enter_tally(body: str, done: Callable[[Turn], Outcome | None], turn: Turn) -> Outcome:
    """Keep the sheet; `done` is told when all bodies are full and says what comes of that."""
    voters = voters_of(turn.record, today=turn.data["held_on"])
    if turn.data["due"] > len(voters):
        words = {"due": turn.data["due"], "n": len(voters)}
        sentence = Sentence("应到会{due}人，多于有选举权的会员{n}人；保留会籍的会员不计。", words)
        raise Refused(sentence, field="due", rule="OR-13")
    standing = {one.name: one.person_id for one in candidates_for(turn.record, body)}
    people = {row.person.name: row.person_id for row in voters} | standing
    sheet, elected = keep_tally(turn, vote_on(turn, body), people=people)
    data = {
        "sheet": sheet.pk,
        "body": body,
        "elected": list(elected.names),
        "tied": list(elected.tied),
        "open": elected.open_seats,
        "scans": keep_scans(turn),
    }
    outcome = done(turn) if is_complete(turn.record) else None
    return Outcome({**data, **(outcome.data if outcome else {})}, to_state=outcome.to_state if outcome else "")


def tally_moves(
    form_of: Callable[[str], type], done: Callable[[Turn], Outcome | None], *, bodies: Sequence[Body], **shared: Any
) -> tuple[Move, ...]:
    """One move for each body, so that each form asks for its own candidates."""
    guards = shared.pop("guards", ())
    return tuple(
        Move(
            f"tally_{body.value}",
            LABELS[body],
            form=form_of(body),
            guards=(*guards, partial(check_open, body)),
            act=partial(enter_tally, body, done),
            **shared,
        )
        for body in bodies
    )
