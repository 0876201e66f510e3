"""What must hold in the life of a congress (WC-001 … WC-012, WC-039)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.sides import is_of_union
from zhijia.law.judging import judge_duty, judge_number, judge_span
from zhijia.law.verdicts import Verdict
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import NotYours, Refused, Sentence, gettext_noop
from zhijia.services.congress.electing.models import DelegateElection
from zhijia.services.congress.rules import composition
from zhijia.services.congress.terms.makeup import measure
from zhijia.services.congress.terms.models import CongressTerm, Delegate, ElectionUnit, Form, Scope
from zhijia.services.congress.terms.staff import law_of

UPPER = gettext_noop("上级工会的主席、干部")


def check_is_above(turn: Turn) -> None:
    """A delay is agreed by a union above; the topmost has none and answers its own."""
    post = turn.actor.post
    is_own = post is not None and post.union_id == turn.case.union_id and turn.case.union.parent_id is not None
    if post is None or is_own or not is_of_union(turn):
        raise NotYours("由上级工会的主席、干部批复。请联系他们。")


def check_congress(turn: Turn) -> None:
    if turn.record.form != Form.CONGRESS:
        raise Refused("职工大会由全体职工参加，不选举代表。")


def check_general(turn: Turn) -> None:
    if turn.record.form != Form.GENERAL:
        raise Refused("职工代表大会须先选举代表。")


def check_planned(turn: Turn) -> None:
    if turn.record.headcount is None:
        raise Refused("还没有登记职工人数，请先核定名额。")


def check_units(turn: Turn) -> None:
    """WC-010: there are units, with all the staff and a delegate for each."""
    term: CongressTerm = turn.record
    units = list(ElectionUnit.objects.filter(term=term))
    if not units:
        raise Refused("还没有选区，请先按班组、工段、车间、科室划分选区。", rule="WC-010")
    staff = sum(unit.headcount for unit in units)
    if staff != term.headcount:
        words = {"staff": staff, "headcount": term.headcount}
        raise Refused(Sentence("各选区职工合计{staff}人，与职工总数{headcount}人不一致，请核对选区。", words))
    if (term.planned or 0) < len(units):
        words = {"planned": term.planned, "units": len(units)}
        raise Refused(Sentence("代表名额{planned}名，少于选区{units}个，请合并选区或者增加名额。", words))


def check_elections_over(turn: Turn) -> None:
    """Every unit has elected."""
    open_ones = DelegateElection.objects.filter(term=turn.record, closed_on=None).select_related("unit")
    if names := [election.unit.name for election in open_ones.order_by("unit_id")[:5]]:
        raise Refused(Sentence("还有选区没有选举完毕：{names}。", {"names": "、".join(names)}))
    if not Delegate.objects.filter(term=turn.record, to_on=None).exists():
        raise Refused("还没有当选的代表。")


def check_asked(turn: Turn) -> None:
    if turn.record.extension_to is None:
        raise Refused("还没有申请延期。")


def check_not_submitter(turn: Turn) -> None:
    if turn.actor.person_id is not None and turn.actor.person_id == turn.record.submitted_by_id:
        raise Refused("报送人不能批复自己报送的事项，请由另一位干部批复。")


def check_extension_possible(turn: Turn) -> None:
    """Nothing is asked for yet."""
    if turn.record.extension_to is not None:
        raise Refused("已经申请延期，请等待上级工会批复。")


def check_later(term: CongressTerm, to: date) -> None:
    """Later than the end as it stands."""
    end = last_day_of(term)
    if end is None or to <= end:
        sentence = Sentence("延期后的日期应晚于本届期满日{end}。", {"end": end or to})
        raise Refused(sentence, field="extension_to", rule="WC-012")


def check_none_running(turn: Turn) -> None:
    """No election is left behind."""
    if DelegateElection.objects.filter(term=turn.record, closed_on=None).exists():
        raise Refused("还有代表选举、补选或者罢免没有办结，请先办结或者撤回。")


def last_day_of(term: CongressTerm) -> date | None:
    """The last day of the term, with what was allowed on top of it."""
    return term.extended_to or term.to_on


def judge_form(turn: Turn) -> Sequence[Verdict]:
    """WC-001: a general meeting only below so many; unknown where nobody has read the number."""
    term: CongressTerm = turn.record
    headcount = turn.data.get("headcount", term.headcount)
    law = law_of(term, turn.today)("congress.form")
    if law.value is None or headcount is None or term.form == Form.CONGRESS or headcount < law.number:
        return ()
    words = {"headcount": headcount, "least": law.number}
    sentence = Sentence("职工{headcount}人，达到{least}人的应当召开职工代表大会，不宜以职工大会代替。", words)
    return (Verdict("WC-001", Severity.WARN, sentence, law.texts),)


def judge_plan(turn: Turn) -> Sequence[Verdict]:
    """WC-002, and of a region WC-039, before anybody is elected."""
    term: CongressTerm = turn.record
    if term.form == Form.GENERAL:
        return ()
    if term.scope != Scope.ENTERPRISE:
        return _judge_region(term, turn.today, delegates=turn.data["planned"])
    rule, numbers = law_of(term, turn.today), {"headcount": turn.data["headcount"], "delegates": turn.data["planned"]}
    return composition.verdicts_of([composition.judge_number(rule, **numbers)])


def judge_delegates(turn: Turn) -> Sequence[Verdict]:
    """WC-002 … WC-005, WC-039 over those who were elected."""
    term: CongressTerm = turn.record
    if term.form == Form.GENERAL:
        return ()
    mandates = list(Delegate.objects.filter(term=term, to_on=None))
    found = composition.verdicts_of(measure(term, mandates, on=turn.today))
    return [*found, *_judge_region(term, turn.today, delegates=len(mandates))]


def judge_term(turn: Turn) -> Sequence[Verdict]:
    """WC-011: three to five years."""
    rule, first, last = law_of(turn.record, turn.data["from_on"]), turn.data["from_on"], turn.data["to_on"]
    return [
        *judge_span(rule("congress.term.least"), first=first, last=last),
        *judge_span(rule("congress.term.most"), first=first, last=last),
    ]


def judge_extension(turn: Turn) -> Sequence[Verdict]:
    """WC-012: not by more than so long, and agreed by the union above."""
    term: CongressTerm = turn.record
    rule = law_of(term, turn.today)
    if term.to_on is None or term.extension_to is None:
        return ()
    return [
        *judge_span(rule("congress.term.extension"), first=term.to_on, last=term.extension_to),
        *judge_duty(rule("congress.term.extension.consent"), is_met=True),
    ]


def _judge_region(term: CongressTerm, on: date, *, delegates: int) -> Sequence[Verdict]:
    """WC-039: the number of a regional or industry congress."""
    if term.scope == Scope.ENTERPRISE:
        return ()
    return judge_number(law_of(term, on)("congress.regional.least"), delegates)
