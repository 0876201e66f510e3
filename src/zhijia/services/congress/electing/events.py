"""The kinds of acts in an election of delegates."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("congress.election_opened", "布置代表选举")
NOMINATED = declare_event("congress.delegate_nominated", "提名代表候选人")
STRUCK = declare_event("congress.delegate_struck", "撤下代表候选人")
TALLIED = declare_event("congress.delegates_tallied", "登记代表选举结果")
SETTLED = declare_event("congress.election_settled", "缺额另行补选")
ANNOUNCED = declare_event("congress.delegates_announced", "公示当选代表")
RENEWED = declare_event("congress.election_renewed", "重新选举代表")
CONFIRMED = declare_event("congress.delegates_confirmed", "确认当选代表")
RECALL_TALLIED = declare_event("congress.recall_tallied", "登记罢免代表表决")
WITHDRAWN = declare_event("congress.election_withdrawn", "撤回代表选举")
