"""The kinds of acts of an election in a union that exists."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("organising.election_opened", "登记选举")
POSTPONING_ASKED = declare_event("organising.election_postponing_asked", "申请延期换届")
POSTPONED = declare_event("organising.election_postponed", "同意延期换届")
NOMINATED = declare_event("organising.election_nominated", "提名选举候选人")
STRUCK = declare_event("organising.election_struck", "撤换选举候选人")
ANNOUNCED = declare_event("organising.election_announced", "公示选举候选人")
ASKED = declare_event("organising.election_asked", "报送选举请示")
APPROVED = declare_event("organising.election_approved", "同意选举请示")
RETURNED = declare_event("organising.election_returned", "退回选举请示")
TALLIED = declare_event("organising.election_tallied", "登记选举结果")
RECALLED = declare_event("organising.election_recalled", "登记罢免表决")
HELD = declare_event("organising.election_held", "登记临时大会")
REPORTED = declare_event("organising.election_reported", "报送换届补选结果")
CONFIRMED = declare_event("organising.election_confirmed", "批复选举结果")
WITHDRAWN = declare_event("organising.election_withdrawn", "撤回选举")
