"""The kinds of acts of a poll. Of casting there is none: nothing of it is recorded outside the box (docs/adr/0009)."""

from zhijia.trail.kinds import declare_event

TICKETS_TAKEN = declare_event("ballots.tickets_taken", "领取选票")
KEY_MADE = declare_event("ballots.key_made", "监票人生成开箱钥匙")
KEY_REVEALED = declare_event("ballots.key_revealed", "监票人公开开箱钥匙")
EXTENDED = declare_event("ballots.extended", "延长投票时间")
STAMPS_DESTROYED = declare_event("ballots.stamps_destroyed", "销毁印章")
STAMPS_LEFT = declare_event("ballots.stamps_left", "印章未能销毁")
COUNT_ENTERED = declare_event("ballots.count_entered", "登记票数")
COUNT_CONFIRMED = declare_event("ballots.count_confirmed", "核对票数")
CANDIDATE_WITHDRAWN = declare_event("ballots.candidate_withdrawn", "候选人退出")
