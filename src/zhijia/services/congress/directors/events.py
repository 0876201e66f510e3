"""The kinds of acts about employee directors and supervisors."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("congress.seat_opened", "设立职工董事监事席位")
NOMINATED = declare_event("congress.director_nominated", "提名职工董事监事")
DECLINED = declare_event("congress.director_struck", "撤回职工董事监事提名")
ELECTED = declare_event("congress.director_elected", "登记职工董事监事选举结果")
REPORTED = declare_event("congress.director_reported", "登记职工董事监事述职")
VACATED = declare_event("congress.director_left", "登记职工董事监事离任")
CLOSED = declare_event("congress.seat_closed", "撤销职工董事监事席位")
