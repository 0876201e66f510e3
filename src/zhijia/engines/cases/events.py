"""The kinds of acts that belong to every flow."""

from zhijia.trail.kinds import declare_event

CORRECTION_PROPOSED = declare_event("cases.correction_proposed", "提出更正日期")
CORRECTION_CONFIRMED = declare_event("cases.correction_confirmed", "确认更正日期")
CLOCK_OVERDUE = declare_event("cases.clock_overdue", "时限逾期")
ATTACHMENT_ADDED = declare_event("cases.attachment_added", "上传附件")
CLOCK_PAUSED = declare_event("cases.clock_paused", "暂停时限")
CLOCK_RESUMED = declare_event("cases.clock_resumed", "恢复时限")
CLOCK_EXTENDED = declare_event("cases.clock_extended", "延长时限")
CLOCK_RECOMPUTED = declare_event("cases.clock_recomputed", "日历修正，重算时限")
CLOCK_FOLLOWED = declare_event("cases.clock_followed", "起算日改变，重算时限")
CLOCK_DROPPED = declare_event("cases.clock_dropped", "起算事实不再成立，时限取消")
EXPIRY_REFUSED = declare_event("cases.expiry_refused", "时限届满，未能自动办理")
HEARING_REFUSED = declare_event("cases.hearing_refused", "相关事项的结果未能自动办理")
CLOCK_ESCALATED = declare_event("cases.clock_escalated", "逾期报上级工会")
COMMENTED = declare_event("cases.commented", "评论")
DESK_EXPORTED = declare_event("cases.desk_exported", "导出待办")
