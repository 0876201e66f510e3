"""The kinds of acts of campaigns."""

from zhijia.trail.kinds import declare_event

DRAFTED = declare_event("campaigns.drafted", "拟定集中行动")
CHANGED = declare_event("campaigns.changed", "修改集中行动")
STARTED = declare_event("campaigns.started", "开始集中行动")
FINISHED = declare_event("campaigns.finished", "集中行动办理完毕")
STOPPED = declare_event("campaigns.stopped", "集中行动中断")
REMINDED = declare_event("campaigns.reminded", "催促未答复单位")
