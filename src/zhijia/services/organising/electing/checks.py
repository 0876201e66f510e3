"""Who may stand, and what must hold before a vote (OR-01, OR-06, OR-13, OR-14, OR-22)."""

from collections.abc import Iterable, Sequence
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_number, judge_term, reaches
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import Enterprise, Membership, Person
from zhijia.organisation.models.households import HouseholdMember
from zhijia.organisation.models.memberships import Standing
from zhijia.organisation.models.person_codes import Sex
from zhijia.services.organising.electing.models import Assembly, ElectionCandidate


def rule_of(turn: Turn, key: str, *, on: date | None = None) -> ResolvedParameter:
    """A parameter at the place of the case, on a day (today)."""
    return LocalLaw().rule(key, place=turn.case.place, on=on or turn.today)


def check_may_stand(membership: Membership, enterprises: Iterable[Enterprise]) -> None:
    """OR-13: the retained neither vote nor stand. OR-06: nor does who heads the employer, or lives with whoever does.

    The declaration says more than the register knows; this is the cross-check.
    """
    name = membership.person.name
    if membership.standing != Standing.ACTIVE:
        raise Refused(Sentence("{name}是保留会籍的会员，没有选举权和被选举权。", {"name": name}), rule="OR-13")
    heads = {enterprise.legal_representative for enterprise in enterprises} - {""}
    if name in heads:
        sentence = Sentence("{name}登记为单位的法定代表人（负责人），不能作为候选人。", {"name": name})
        raise Refused(sentence, rule="OR-06")
    if relative := heads & set(_household_of(membership.person)):
        words = {"name": name, "head": next(iter(relative))}
        raise Refused(Sentence("{name}与单位负责人{head}登记在同一家庭，不能作为候选人。", words), rule="OR-06")


def _household_of(person: Person) -> Sequence[str]:
    """The names of those who live with somebody."""
    own = HouseholdMember.objects.filter(person=person, to_on=None).values("household")
    others = HouseholdMember.objects.filter(household__in=own, to_on=None).exclude(person=person)
    return list(others.values_list("person__name", flat=True))


def judge_delegates(turn: Turn, *, assembly: str, members: int) -> Sequence[Verdict]:
    """OR-14: delegates meet in the place of members only from so many members on."""
    if assembly != Assembly.DELEGATES:
        return ()
    return judge_number(rule_of(turn, "union.delegates.members"), members)


def judge_bodies(turn: Turn, *, women: int, audit_seats: int | None, women_seats: int | None) -> Sequence[Verdict]:
    """OR-22: an audit committee is elected together with the committee, and a women's one from so many women on."""
    found: list[Verdict] = []
    if not audit_seats:
        words = Sentence("建立工会委员会的同时，应当选举经费审查委员会。")
        found.append(Verdict("OR-22", Severity.WARN, words))
    law = rule_of(turn, "union.women_committee.members")
    if reaches(law, women) and not women_seats:
        words = Sentence(
            "有女会员{women}人，达到应当建立女职工委员会的{least}人，没有安排选举。",
            {"women": women, "least": law.number},
        )
        found.append(Verdict("OR-22", softest(law.severity), words, law.texts))
    return found


def softest(severity: Severity) -> Severity:
    """A missing body warns; it never stands in the way of the committee."""
    return severity if severity is Severity.INFO else Severity.WARN


def standing_candidates(about_id: int) -> list[ElectionCandidate]:
    """Those who stand on a case, in the order in which they were put up."""
    return list(ElectionCandidate.objects.filter(about=about_id, struck_on=None).order_by("body", "pk"))


def women_among(members: Iterable[Membership]) -> int:
    return sum(row.person.sex == Sex.FEMALE for row in members)


def check_not_submitter(turn: Turn) -> None:
    """Whoever put a petition does not answer it (services §0.2)."""
    if turn.actor.person_id is not None and turn.actor.person_id == turn.record.submitted_by_id:
        raise Refused("报送人不能批复自己报送的事项，请由另一位干部或者上级工会批复。")


def judge_answer(turn: Turn) -> Sequence[Verdict]:
    """OR-15: the superior answers the result within its days."""
    law = LocalLaw()
    start = turn.record.reported_on
    rule = law.rule("union.result.answer", place=turn.case.place, on=start)
    return judge_term(rule, start, done=turn.today, now=turn.now, calendar=law.calendar)
