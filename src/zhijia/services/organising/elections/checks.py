"""Who acts in an election, and what must hold before each step (OR-05, OR-14 … OR-21)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.sides import check_acts_for_union, is_of_union
from zhijia.engines.public_notices.checks import check_notice_passed
from zhijia.law.counting import add_months
from zhijia.law.judging import judge_duty, judge_share, judge_term
from zhijia.law.verdicts import Verdict, refuse
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import NotYours, Refused, Sentence, gettext_noop
from zhijia.organisation.models import PostHolding, Union
from zhijia.services.organising.electing.acts import CANDIDATES
from zhijia.services.organising.electing.checks import judge_bodies, judge_delegates, rule_of, women_among
from zhijia.services.organising.electing.models import Body, OfficeTerm
from zhijia.services.organising.electing.voting import planned_bodies, voters_of
from zhijia.services.organising.elections.models import ELECTING, Election, ElectionKind, Proposer

UPPER = gettext_noop("上级工会的主席、干部")


def check_is_above(turn: Turn) -> None:
    """Petitions are answered by a union above; the topmost has none and answers its own."""
    post = turn.actor.post
    is_own = post is not None and post.union_id == turn.case.union_id and turn.case.union.parent_id is not None
    if post is None or is_own or not is_of_union(turn):
        raise NotYours("由上级工会的主席、干部批复。请联系他们。")


def check_is_union(turn: Turn) -> None:
    check_acts_for_union(turn)


def is_electing(turn: Turn) -> bool:
    return turn.record.kind in ELECTING


def check_electing(turn: Turn) -> None:
    if not is_electing(turn):
        raise Refused("这类事项没有候选人。")


def check_renewal(turn: Turn) -> None:
    if turn.record.kind != ElectionKind.RENEWAL:
        raise Refused("只有换届选举可以申请延期。")


def check_postponing_asked(turn: Turn) -> None:
    if turn.record.postpone_asked_to is None:
        raise Refused("还没有申请延期。")


def check_kind(kind: str, turn: Turn) -> None:
    if turn.record.kind != kind:
        words = {"kind": Sentence(str(ElectionKind(kind).label))}
        raise Refused(Sentence("这一步只用于“{kind}”。", words))


def check_candidates(turn: Turn) -> None:
    """Somebody stands; at a renewal for the committee and for its chair."""
    election: Election = turn.record
    planned = planned_bodies(election)
    needed = (Body.COMMITTEE, Body.CHAIR) if election.kind == ElectionKind.RENEWAL else ()
    if missing := [str(body.label) for body in needed if body not in planned]:
        raise Refused(Sentence("还没有{bodies}的候选人，请先提名。", {"bodies": "、".join(missing)}))
    if not planned:
        raise Refused("还没有候选人，请先提名。")


def check_notice(turn: Turn) -> None:
    """OR-05: where somebody stands, the list was shown its days."""
    if is_electing(turn):
        check_notice_passed(turn.case, CANDIDATES.code, rule="OR-05")


def check_consent(turn: Turn) -> None:
    """OR-19: the committee has agreed before the union above does."""
    election: Election = turn.record
    if election.kind == ElectionKind.TRANSFER:
        law = rule_of(turn, "union.chair.transfer")
        refuse(judge_duty(law, is_met=election.consented_on is not None))


def check_holds(turn: Turn) -> None:
    """Whom it is about still holds the post."""
    election: Election = turn.record
    if election.post_id is None or election.kind not in (ElectionKind.RECALL, ElectionKind.TRANSFER):
        return
    if not PostHolding.objects.filter(post=election.post_id, person=election.person_id, to_on=None).exists():
        raise Refused("涉及的人员已经不担任这个岗位。")


def judge_proposers(turn: Turn) -> Sequence[Verdict]:
    """OR-21: an extraordinary meeting is proposed by the committee, or by so many of the members."""
    election: Election = turn.record
    if election.kind != ElectionKind.EXTRAORDINARY or election.proposer == Proposer.COMMITTEE:
        return ()
    law = rule_of(turn, "union.extraordinary.proposers")
    return judge_share(law, election.proposers or 0, election.members or 0)


def judge_petition(turn: Turn) -> Sequence[Verdict]:
    """OR-14, OR-22 and OR-21, by the members as they are."""
    voters = voters_of(turn.record, today=turn.today)
    found = [
        *judge_delegates(turn, assembly=turn.data.get("assembly", ""), members=len(voters)),
        *judge_proposers(turn),
    ]
    if turn.record.kind == ElectionKind.RENEWAL:
        seats = {name: turn.data.get(name) for name in ("audit_seats", "women_seats")}
        found += judge_bodies(turn, women=women_among(voters), **seats)
    return found


def judge_lateness(turn: Turn) -> Sequence[Verdict]:
    """OR-17: a term that is over without a new election, unless the union above allowed a later one."""
    election: Election = turn.record
    if election.kind == ElectionKind.BY_ELECTION:
        return _judge_vacancy(turn)
    if election.kind != ElectionKind.RENEWAL:
        return ()
    end = end_of_term(turn.case.union)
    if end is None or turn.today <= end:
        return ()
    law = rule_of(turn, "union.reelection.grace")
    words = {"day": end, "days": (turn.today - end).days}
    sentence = Sentence("本届任期到{day}，已超过{days}天，属于逾期换届。", words)
    return (Verdict("OR-17", Severity.WARN, sentence, law.texts),)


def _judge_vacancy(turn: Turn) -> Sequence[Verdict]:
    """The chair is filled again within so many months."""
    election: Election = turn.record
    if election.vacant_on is None:
        return ()
    law = LocalLaw()
    rule = law.rule("union.chair.vacancy", place=turn.case.place, on=election.vacant_on)
    return judge_term(rule, election.vacant_on, done=turn.today, now=turn.now, calendar=law.calendar)


def check_postponed_to(turn: Turn) -> None:
    """A term is put off to a day after its end."""
    to, end = turn.data["postpone_to"], turn.case.union.term_to
    if end is None:
        raise Refused("没有登记本届任期，不能申请延期。请先补录任期。")
    if to <= end:
        raise Refused(Sentence("延期后的日期应晚于本届期满日{end}。", {"end": end}), field="postpone_to")


def judge_postponing(turn: Turn) -> Sequence[Verdict]:
    """OR-18: not by more than so many months. The number is known of another region only, so it warns."""
    to, end = turn.data["postpone_to"], turn.case.union.term_to
    law = rule_of(turn, "union.reelection.postponement")
    if end is None or law.version is None or to <= add_months(end, law.number):
        return ()
    words = {"latest": add_months(end, law.number), "months": law.number, "source": law.version.source.cited}
    sentence = Sentence("延期一般不超过{months}个月，即最迟{latest}。依据{source}。", words)
    return (Verdict("OR-18", law.severity, sentence, law.texts),)


def end_of_term(union: Union) -> date | None:
    """The last day of the present term, with what was allowed on top of it."""
    term = OfficeTerm.objects.filter(union=union, ended_on=None).first()
    return (term.postponed_to or term.to_on) if term else union.term_to
