"""What the law asks of drafts, votes and signatures (CB-040 … CB-046, CB-061, CB-071)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.opening import SUBJECT
from zhijia.engines.cases.standing import Standing, one_by_one
from zhijia.law.judging import judge_duty, judge_share, judge_span
from zhijia.law.verdicts import Verdict
from zhijia.law.votes import Tally
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Refused, Sentence
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.parties import check_acts_for_union
from zhijia.services.bargaining.checks.standing import at_the_table
from zhijia.services.bargaining.events import TEXT_PRINTED
from zhijia.services.bargaining.models import Clause, Contract, Draft, Vote
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.drafts import VoteSource
from zhijia.services.bargaining.queries import mandatory_for, printed_draft
from zhijia.services.bargaining.rules.wording import gaps_of
from zhijia.trail.models import Event

WRITING = frozenset({"preparing", "negotiating", "suspended", "deadlocked"})
"""States in which a draft is written; later ones go back to the talks first."""
STANDARD_RULE = "§A7"
"""The catalogue of rules has none for standard texts; they stand in its section of contract texts."""
WOMEN_CODES = ("women_equality", "women_work", "maternity")


def draft_of(turn: Standing) -> Draft:
    """The latest draft. Raises `Refused` when there is none."""
    draft: Draft | None = turn.record.drafts.order_by("-version").first()
    if draft is None:
        raise Refused("还没有合同草案，请先编写草案。")
    return draft


def vote_of(turn: Turn) -> Vote:
    """The vote that passed the latest draft. Raises `Refused` when there is none (CB-041, CB-045)."""
    vote: Vote | None = draft_of(turn).votes.filter(is_passed=True).order_by("-held_on").first()
    if vote is None:
        raise Refused("草案还没有经职工代表大会或者全体职工通过，不能签订。")
    return vote


@one_by_one
def _at_hand(standing: Standing) -> tuple[Draft, Sequence[Clause]]:
    """The latest draft with its clauses and their terms, read once for all moves that ask."""
    draft = draft_of(standing)
    return draft, clauses_of(draft)


def check_has_draft(turn: Turn) -> None:
    if not turn.ask(_at_hand)[1]:
        raise Refused("草案还没有条款，请先编写草案。")


def check_has_met(turn: Turn) -> None:
    """CB-040: the chiefs initial what the talks came to (令22 §34), and the talks are known by their minutes (CB-033)."""
    if not at_the_table(turn).meetings:
        raise Refused("还没有登记协商会议。草案由协商会议达成一致后形成，请先登记会议纪要，再办理草案签字。")


def check_minutes_signed(turn: Turn) -> None:
    """CB-033: the minutes of every meeting are signed before the chiefs initial what it came to."""
    unsigned = at_the_table(turn).unsigned_minutes
    verdicts = judge_duty(rule_of(turn, "bargaining.minutes"), is_met=False) if unsigned else ()
    for verdict in verdicts:
        if verdict.severity is Severity.BLOCK:
            words = {"number": unsigned[0].number}
            raise Refused(
                Sentence("第{number}次会议的纪要还没有签字。请打印纪要，各方签字后办理“登记纪要签字”。", words),
                rule=verdict.rule,
            )


def check_not_initialled(turn: Turn) -> None:
    if turn.ask(_at_hand)[0].workers_initialled_on is not None:
        raise Refused("这一版草案已经签字，内容不能再改。请另编新的一版。")


def check_not_printed(turn: Turn) -> None:
    if printed_draft(turn.case, turn.ask(_at_hand)[0]):
        raise Refused("这一版草案已经打印，之后没有修改。请在“文书”里打开打印件。")


def check_no_open_draft(turn: Turn) -> None:
    """One text is written at a time; the next version begins when this one is initialled."""
    if drafts := at_the_table(turn).open_drafts:
        raise Refused(Sentence("第{version}版草案正在编写，请直接打开修改。", {"version": drafts[0].version}))


def check_writes(turn: Turn, draft: Draft) -> None:
    """Whether the actor may change this draft now: the union's side, while talks go on, the latest version, unsigned."""
    check_acts_for_union(turn)
    if draft.workers_initialled_on is not None:
        raise Refused("这一版草案已经签字，内容不能再改。请另编新的一版。")
    if turn.case.state not in WRITING:
        raise Refused("协商现在不在编写草案的阶段。要改草案，请先办理“重新协商”。")
    if turn.record.drafts.filter(version__gt=draft.version).exists():
        raise Refused("已经有新的一版草案，请打开新的一版修改。")


def check_no_gaps(turn: Turn) -> None:
    """Every term that the text asks for is filled in before the chiefs initial it; what is open is named."""
    if gap := first_gap(turn.ask(_at_hand)[1]):
        raise Refused(gap)


def clauses_of(draft: Draft) -> list[Clause]:
    """The clauses of a text in order, with their terms."""
    return list(draft.clauses.prefetch_related("terms").order_by("chapter", "position"))


def first_gap(clauses: Sequence[Clause]) -> Sentence | None:
    """What is open in a text, the first of it; None when everything is filled in."""
    for number, clause in enumerate(clauses, 1):
        gaps = gaps_of(clause.body, {term.field: term.value for term in clause.terms.all()})
        if gaps:
            words = {"number": number, "title": clause.title, "term": Sentence(gaps[0].label)}
            return Sentence("第{number}条“{title}”的“{term}”还没有填写，请补齐后再签字。", words)
    return None


def check_initialled(turn: Turn) -> None:
    """CB-040: only an initialled draft is tabled."""
    draft = draft_of(turn)
    if draft.workers_initialled_on is None or draft.employer_initialled_on is None:
        raise Refused("草案要由双方首席代表签字后才能提交职代会。")


def check_not_in_session(turn: Turn) -> None:
    """CB-041: what a congress kept here has on its agenda, it votes on itself; papers are for one that is kept on paper."""
    session = draft_of(turn).session
    if session:
        words = {"session": session.title}
        raise Refused(
            Sentence("草案已列入“{session}”的议程，表决结果由该会议带回，不能在这里登记。", words), rule="CB-041"
        )


def check_vote_came_back(turn: Turn) -> None:
    """The text is issued once: with a vote from paper at once, after a vote of a congress kept here by its own move."""
    vote = vote_of(turn)
    printed = Event.objects.filter(subject_type=SUBJECT, subject_id=turn.case.pk, kind=TEXT_PRINTED.code)
    if vote.source != VoteSource.EVENT or printed.filter(data__vote=vote.pk).exists():
        raise Refused("通过文本已经印发，请在“文书”中打印。")


def check_passed(turn: Turn) -> None:
    vote_of(turn)


def judge_draft(turn: Turn) -> Sequence[Verdict]:
    """CB-061 the term, CB-071 women's content."""
    draft = draft_of(turn)
    on = draft.term_from
    verdicts = [
        *judge_span(rule_of(turn, "contract.term.shortest"), first=draft.term_from, last=draft.term_to),
        *judge_span(rule_of(turn, "contract.term.longest"), first=draft.term_from, last=draft.term_to),
    ]
    if turn.record.contract_type != ContractType.WOMEN:
        verdicts += judge_duty(rule_of(turn, "contract.women", on=on), is_met=_has_women_content(turn, draft))
    return verdicts


def judge_mandatory(turn: Turn) -> Sequence[Verdict]:
    """What the standard text that the union is to follow calls mandatory and the draft lacks is pointed out, never refused."""
    written = set(draft_of(turn).clauses.values_list("code", flat=True))
    missed = [f"“{title}”" for code, title in mandatory_for(turn.record).items() if code not in written]
    if not missed:
        return ()
    sentence = Sentence("草案缺少规范文本的必备条款：{titles}", {"titles": "".join(missed)})
    return (Verdict(STANDARD_RULE, Severity.WARN, sentence),)


def _has_women_content(turn: Turn, draft: Draft) -> bool | None:
    """A chapter here, or a women's contract of the same enterprise in force on the first day.

    None while such a contract is signed and not in force yet: both are often made together, so it is warned of.
    """
    if draft.clauses.filter(code__in=WOMEN_CODES).exists():
        return True
    if turn.case.enterprise_id is None:
        return False
    women = Contract.objects.filter(
        contract_type=ContractType.WOMEN,
        enterprise_id=turn.case.enterprise_id,
        ended_on=None,
        signed_on__isnull=False,
        term_from__lte=draft.term_from,
        term_to__gte=draft.term_from,
    )
    if women.filter(effective_on__isnull=False).exists():
        return True
    return None if women.exists() else False


def judge_quorum(turn: Turn) -> Sequence[Verdict]:
    """CB-042: two thirds of those entitled are present."""
    return judge_share(
        rule_of(turn, "contract.quorum", on=turn.data["held_on"]), turn.data["present"], turn.data["entitled"]
    )


def judge_tally(turn: Turn) -> Sequence[Verdict]:
    """WC-023: the counts of the tally sheet add up, before CB-042 and CB-043 judge them."""
    data = turn.data
    tally = Tally(
        present=data["present"],
        issued=data["issued"],
        returned=data["returned"],
        valid=data["yes"] + data["no"] + data["abstain"],
        invalid=data["invalid"],
        yes=data["yes"],
        no=data["no"],
        abstain=data["abstain"],
    )
    return judge_duty(rule_of(turn, "congress.ballot.sums", on=data["held_on"]), is_met=tally.adds_up)


def judge_majority(turn: Turn) -> Sequence[Verdict]:
    """CB-043: why a vote failed, with both texts where they differ at exactly half (§E3). On record; it blocks nothing."""
    verdicts = _judge_votes(turn, turn.data["yes"], turn.data["entitled"], turn.data["held_on"])
    return [replace(verdict, severity=Severity.INFO) for verdict in verdicts]


def vote_passes(turn: Turn, vote: Vote) -> bool:
    """CB-043: more than half of all those entitled, by the stricter of two texts that differ at exactly half."""
    verdicts = _judge_votes(turn, vote.yes, vote.entitled, vote.held_on)
    return not any(verdict.severity is Severity.BLOCK for verdict in verdicts)


def _judge_votes(turn: Turn, yes: int, entitled: int, on: date) -> Sequence[Verdict]:
    return judge_share(rule_of(turn, "contract.majority", on=on), yes, entitled)


def judge_signature(turn: Turn) -> Sequence[Verdict]:
    """CB-045 signed after the vote; CB-046 by the chiefs themselves."""
    vote = vote_of(turn)
    return [
        *judge_duty(rule_of(turn, "contract.signed.after_vote"), is_met=turn.data["day"] >= vote.held_on),
        *judge_duty(rule_of(turn, "contract.signed.by_chiefs"), is_met=turn.data["by_chiefs"]),
    ]
