"""The kinds of acts of the pairing programme."""

from zhijia.trail.kinds import declare_event

PROGRAMME_OPENED = declare_event("contacts.programme_opened", "建立百千工程")
QUOTAS_SET = declare_event("contacts.quotas_set", "分解县级挂钩任务")
PROPOSAL_MADE = declare_event("contacts.proposal_made", "生成挂钩分配方案")
PROPOSAL_CHANGED = declare_event("contacts.proposal_changed", "调整挂钩分配方案")
PROPOSAL_ACCEPTED = declare_event("contacts.proposal_accepted", "采用挂钩分配方案")
DRAFTED = declare_event("contacts.drafted", "拟定挂钩")
CONFIRMED = declare_event("contacts.confirmed", "确认挂钩")
NOTIFIED = declare_event("contacts.notified", "通知挂钩双方")
BEGUN = declare_event("contacts.begun", "开始挂钩联系")
VISITED = declare_event("contacts.visited", "走访挂钩企业工会")
RATING_OPENED = declare_event("contacts.rating_opened", "开始年度评分")
HANDED_OVER = declare_event("contacts.handed_over", "交接挂钩")
TAKEN_OVER = declare_event("contacts.taken_over", "接手挂钩")
DROPPED = declare_event("contacts.dropped", "取消挂钩")
CLOSED = declare_event("contacts.closed", "结束挂钩")
