"""The steps of a vote within a session: put, begun, extended, closed, counted, or void."""

from zhijia.engines.cases.flow import Move
from zhijia.engines.cases.sides import BY_UNION
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.sessions import evaluating, events, voting, voting_forms
from zhijia.services.congress.sessions.hall import shown

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
