"""What is done alike in foundings and elections: putting somebody up, striking one, the notice of the list, seating the elected."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.engines.public_notices.kinds import NoticeKind, declare_notices
from zhijia.engines.public_notices.opening import NewNotice, Subject, open_notice
from zhijia.law.counting import add_months
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models import Enterprise, Membership, Union
from zhijia.services.organising.electing.checks import check_may_stand, standing_candidates
from zhijia.services.organising.electing.models import Body, ElectionCandidate, OfficeTerm

CANDIDATES = declare_notices(NoticeKind("organising.candidates", gettext_noop("候选人公示"), "union.candidates.notice"))
"""OR-05: the names hang in full, for the voters are to know them."""
MONTHS = 12


def nominate(turn: Turn, enterprises: Iterable[Enterprise]) -> Outcome:
    """Put a member up, after the cross-check with what the register says of the employer."""
    membership: Membership = turn.data["member"]
    check_may_stand(membership, enterprises)
    body = turn.data["body"]
    if ElectionCandidate.objects.filter(about=turn.case, body=body, person=membership.person, struck_on=None).exists():
        raise Refused("这名会员已经是这一事项的候选人。", field="member")
    candidate = ElectionCandidate.objects.create(
        about=turn.case,
        body=body,
        person=membership.person,
        name=membership.person.name,
        declared_on=turn.data["declared_on"],
    )
    return Outcome({"body": body, "name": candidate.name, "scans": keep_scans(turn)})


def strike(turn: Turn) -> Outcome:
    candidate: ElectionCandidate = turn.data["candidate"]
    candidate.struck_on, candidate.struck_reason = turn.today, turn.data["reason"]
    candidate.save(update_fields=["struck_on", "struck_reason"])
    return Outcome({"body": candidate.body, "name": candidate.name, "reason": candidate.struck_reason})


def announce(turn: Turn, union_name: str, enterprises: Sequence[Enterprise] = ()) -> int:
    """Draft the notice of everybody who stands, which hangs at these employers; returns its case."""
    standing = standing_candidates(turn.case.pk)
    lists = [
        f"{Body(body).label}候选人：{'、'.join(one.name for one in rows)}。"
        for body, rows in groupby(standing, key=lambda one: one.body)
    ]
    people = {one.person_id: one.name for one in standing}
    new = NewNotice(
        kind=CANDIDATES.code,
        about=turn.case,
        title=f"{union_name}候选人公示",
        text="\n".join([f"{union_name}选举候选人名单公示如下，有异议的请在公示期内提出。", *lists]),
        subjects=[Subject(name, person_id) for person_id, name in people.items()],
        enterprises=[enterprise.pk for enterprise in enterprises],
    )
    return open_notice(new, actor=turn.actor, now=turn.now).case_id


def begin_term(union: Union, *, ordinal: int, from_on: date, years: int, turn: Turn) -> OfficeTerm:
    """The next term of a union, the so manieth; the one before it ends on that day."""
    OfficeTerm.objects.filter(union=union, ended_on=None).update(ended_on=from_on)
    return OfficeTerm.objects.create(
        union=union,
        ordinal=ordinal,
        from_on=from_on,
        to_on=term_end(from_on, years=years),
        about=turn.case,
    )


def term_end(from_on: date, *, years: int) -> date:
    """The last day of a term: that before the day on which it began so many years earlier."""
    return add_months(from_on, years * MONTHS) - timedelta(days=1)
