"""The kinds of acts of a plan."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("openness.plan_opened", "拟订厂务公开计划")
ITEM_SET = declare_event("openness.item_set", "调整公开事项")
RESPONSIBLE_NAMED = declare_event("openness.responsible_named", "确定厂务公开责任人")
DRAFTING_HANDED = declare_event("openness.drafting_handed", "确定由谁拟稿")
ADOPTED = declare_event("openness.plan_adopted", "施行厂务公开计划")
HAPPENED = declare_event("openness.matter_happened", "登记应公开的事件")
REPORTED = declare_event("openness.plan_reported", "向职代会报告厂务公开")
INSPECTED = declare_event("openness.plan_inspected", "检查厂务公开计划")
FINISHED = declare_event("openness.plan_finished", "厂务公开年度计划结束")
DROPPED = declare_event("openness.plan_dropped", "取消厂务公开计划")
