"""The kinds of acts of an examination."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("openness.check_opened", "开展厂务公开监督检查")
EXAMINED = declare_event("openness.disclosure_examined", "登记检查情况")
PASSED = declare_event("openness.check_passed", "厂务公开检查没有发现问题")
OPINION_SENT = declare_event("openness.opinion_sent", "发出厂务公开监督意见书")
ANSWERED = declare_event("openness.opinion_answered", "答复厂务公开监督意见")
SENT_BACK = declare_event("openness.answer_sent_back", "退回厂务公开整改")
ACCEPTED = declare_event("openness.opinion_accepted", "厂务公开整改验收合格")
PAPER_CONFIRMED = declare_event("openness.paper_confirmed", "确认厂务公开纸质材料")
DROPPED = declare_event("openness.check_dropped", "取消厂务公开监督检查")
