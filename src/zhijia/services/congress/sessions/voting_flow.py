"""The steps of a vote within a session: put, begun, extended, closed, counted, or void."""

from zhijia.engines.ballots.models import PollState
from zhijia.engines.ballots.panels import ON_PHONES
from zhijia.engines.cases.flow import Move
from zhijia.engines.cases.sides import BY_UNION
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.sessions import evaluating, events, voting, voting_forms
from zhijia.services.congress.sessions.checks import items_of
from zhijia.services.congress.sessions.hall import shown
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.sessions.votes_of import live_polls

AT_VOTING = frozenset({"voting"})

VOTES = (
    Move(
        "put_to_vote",
        _("付诸表决"),
        AT_VOTING,
        None,
        events.PUT_TO_VOTE,
        **BY_UNION,
        form=voting_forms.PutToVoteForm,
        act=shown(voting.put_to_vote),
        is_primary=False,
        help=_("按封定的名册投票；可验证无记名的，先由三名监票人生成开箱钥匙再开始。"),
    ),
    Move(
        "begin_vote",
        _("封定并开始投票"),
        AT_VOTING,
        None,
        events.VOTE_BEGUN,
        **BY_UNION,
        form=voting_forms.BeginForm,
        act=shown(voting.begin_vote),
        is_primary=False,
    ),
    Move(
        "vote_again",
        _("再投一轮"),
        AT_VOTING,
        None,
        events.NEXT_ROUND,
        **BY_UNION,
        form=voting_forms.AgainForm,
        act=shown(voting.vote_again),
        is_primary=False,
        help=_("选举没有选满名额的：得票相等的人再投一轮；没有相等的，按得票从高到低取若干人。"),
    ),
    Move(
        "withdraw_candidate",
        _("登记候选人退出"),
        AT_VOTING,
        None,
        events.CANDIDATE_WITHDREW,
        **BY_UNION,
        form=voting_forms.WithdrawCandidateForm,
        act=shown(voting.let_withdraw),
        is_primary=False,
        help=_("截止以前退出的，已投给本人的票照样计数，但不当选；截止以后按辞去处理。"),
    ),
    Move(
        "extend_vote",
        _("延长投票"),
        AT_VOTING,
        None,
        events.VOTE_EXTENDED,
        **BY_UNION,
        form=voting_forms.ExtendForm,
        act=shown(voting.extend_vote),
        is_primary=False,
        help=_("由主席团决定；已领的票、已投的票都有效。"),
    ),
    Move(
        "close_vote",
        _("停止投票"),
        AT_VOTING,
        None,
        events.VOTE_CLOSED,
        **BY_UNION,
        form=voting_forms.PollForm,
        act=shown(voting.close_vote),
        is_primary=False,
    ),
    Move(
        "count_vote",
        _("计票"),
        AT_VOTING,
        None,
        events.ITEM_DECIDED,
        **BY_UNION,
        form=voting_forms.CountForm,
        act=shown(voting.count_vote),
        document=evaluating.EVALUATED,
        is_primary=False,
    ),
    Move(
        "void_vote",
        _("作废表决"),
        AT_VOTING,
        None,
        events.VOTE_VOIDED,
        **BY_UNION,
        form=voting_forms.VoidForm,
        act=shown(voting.void_vote),
        is_primary=False,
    ),
)

GOING_ON = {PollState.DRAFTED: "begin_vote", PollState.OPEN: "close_vote", PollState.CLOSED: "count_vote"}
"""What a vote in each state waits for; those that have not come to their count."""


def next_vote(session: CongressSession) -> str:
    """What the union does next while a session votes: go on with the vote that runs, put the next item, at last resolve."""
    left = [item for item in items_of(session) if item.mode and item.decided_on is None]
    if not left:
        return "resolve"
    running = live_polls(session.case_id).filter(state__in=GOING_ON).values_list("state", flat=True).first()
    if running:
        return GOING_ON[PollState(running)]
    return "put_to_vote" if left[0].mode in ON_PHONES else "decide"
