"""The kinds of acts in the life of a congress."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("congress.term_opened", "筹备职代会")
PLANNED = declare_event("congress.term_planned", "核定代表名额")
UNIT_ADDED = declare_event("congress.unit_added", "划分选区")
UNIT_REMOVED = declare_event("congress.unit_removed", "撤销选区")
ELECTIONS_OPENED = declare_event("congress.elections_opened", "布置各选区代表选举")
ELECTIONS_CLOSED = declare_event("congress.elections_closed", "代表选举结束")
CONSTITUTED = declare_event("congress.constituted", "职代会成立")
BEGUN = declare_event("congress.begun", "召开首次会议")
EXTENSION_ASKED = declare_event("congress.extension_asked", "申请延期换届（职代会）")
EXTENDED = declare_event("congress.extended", "同意延期换届（职代会）")
EXTENSION_REFUSED = declare_event("congress.extension_refused", "不同意延期换届（职代会）")
FELL_DUE = declare_event("congress.fell_due", "职代会换届到期")
BY_ELECTION_OPENED = declare_event("congress.by_election_opened", "补选职工代表")
RECALL_OPENED = declare_event("congress.recall_opened", "提出罢免职工代表")
MANDATE_ENDED = declare_event("congress.mandate_ended", "终止代表资格")
MANDATE_LAPSED = declare_event("congress.mandate_lapsed", "代表劳动关系终止，资格自动终止")
GROUPED = declare_event("congress.delegation_formed", "编组代表团")
COMMITTEE_SET = declare_event("congress.committee_set", "设立专门委员会（小组）")
ENDED = declare_event("congress.term_ended", "本届职代会结束")
DROPPED = declare_event("congress.term_dropped", "取消筹备职代会")
