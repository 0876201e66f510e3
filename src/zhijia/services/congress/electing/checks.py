"""What must hold in an election of delegates (WC-006 … WC-009)."""

from collections.abc import Sequence

from zhijia.engines.ballots.keeping import judge_tally
from zhijia.engines.ballots.rules import Reckoning, reckon_quorum, reckon_recall
from zhijia.engines.cases.flow import Turn
from zhijia.engines.public_notices.checks import check_notice_passed
from zhijia.engines.public_notices.kinds import NoticeKind, declare_notices
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.services.congress.electing.models import DelegateElection, DelegateElectionKind
from zhijia.services.congress.electing.voting import elected_lines, open_seats, standing, vote_on
from zhijia.services.congress.terms.staff import law_of

ELECTED = declare_notices(NoticeKind("congress.delegates", gettext_noop("当选代表公示"), "congress.delegates.notice"))


def is_recall(turn: Turn) -> bool:
    election: DelegateElection = turn.record
    return election.kind == DelegateElectionKind.RECALL


def check_electing(turn: Turn) -> None:
    if is_recall(turn):
        raise Refused("罢免没有候选人，请登记罢免表决。")


def check_recalling(turn: Turn) -> None:
    if not is_recall(turn):
        raise Refused("这一步只用于罢免。")
    if turn.record.delegate.to_on is not None:
        raise Refused("这名代表已经不在任，不需要罢免。请撤回。")


def check_standing(turn: Turn) -> None:
    election: DelegateElection = turn.record
    if open_seats(election) <= 0:
        raise Refused("名额已经选满，请公示当选代表。")
    if not standing(election):
        raise Refused("还没有候选人，请先提名。")


def check_somebody_elected(turn: Turn) -> None:
    if not elected_lines(turn.record).exists():
        raise Refused("还没有人当选，请先登记选举结果。")


def check_notice(turn: Turn) -> None:
    """The result hung its days, and nothing against it stood."""
    check_notice_passed(turn.case, ELECTED.code)


def check_eligible(turn: Turn) -> None:
    """The base is all staff of the unit, never those who came (mistakes E-3)."""
    if turn.data["due"] != turn.record.eligible:
        words = {"n": turn.record.eligible, "due": turn.data["due"]}
        sentence = Sentence("应参加人数是选区的全体职工{n}人，不是{due}人。", words)
        raise Refused(sentence, field="due", rule="WC-007")


def judge_vote(turn: Turn) -> Sequence[Verdict]:
    """WC-006, and WC-007 of each who was declared elected without the majority."""
    return judge_tally(turn, vote_on(turn.record, declared=turn.data["declared"]))


def recall_reckonings(turn: Turn) -> tuple[Reckoning, Reckoning]:
    """WC-008: so many of the unit take part, more than half of all its staff are for it."""
    rule = law_of(turn.record.term, turn.data["held_on"])
    count = turn.data["count"]
    majority = reckon_recall(rule("congress.recall.majority"), yes=turn.data["yes"], total=count.due)
    return reckon_quorum(rule("congress.election.quorum"), count), majority


def judge_recall(turn: Turn) -> Sequence[Verdict]:
    """WC-008: a recall without quorum or majority is pointed out; what the meeting decided stands."""
    quorum, majority = recall_reckonings(turn)
    found = (quorum, majority) if turn.data["is_recalled"] else (quorum,)
    return [one.verdict for one in found if not one.is_kept]
