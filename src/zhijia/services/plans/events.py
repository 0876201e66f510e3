"""The kinds of acts of plans and their tasks."""

from zhijia.trail.kinds import declare_event

TASK_OPENED = declare_event("plans.task_opened", "任务立项")
TASK_ASSIGNED = declare_event("plans.task_assigned", "交办任务")
TASK_REASSIGNED = declare_event("plans.task_reassigned", "改派任务")
TASK_ACCEPTED = declare_event("plans.task_accepted", "接受任务")
TASK_RETURNED = declare_event("plans.task_returned", "退回任务")
TASK_PROGRESS = declare_event("plans.task_progress", "报告进展")
TASK_REPORTED_DONE = declare_event("plans.task_reported_done", "报告办结")
TASK_VERIFIED = declare_event("plans.task_verified", "核验通过")
TASK_SENT_BACK = declare_event("plans.task_sent_back", "退回补办")
EXTENSION_ASKED = declare_event("plans.extension_asked", "申请延期")
EXTENSION_GRANTED = declare_event("plans.extension_granted", "准予延期")
EXTENSION_REFUSED = declare_event("plans.extension_refused", "不予延期")
TASK_URGED = declare_event("plans.task_urged", "催办任务")
TASK_WITHDRAWN = declare_event("plans.task_withdrawn", "撤销任务")
PLAN_UPLOADED = declare_event("plans.plan_uploaded", "上传计划")
PLAN_EDITED = declare_event("plans.plan_edited", "修改读出的内容")
PLAN_FACTS_CHANGED = declare_event("plans.plan_facts_changed", "修改计划信息")
PLAN_DISCARDED = declare_event("plans.plan_discarded", "撤回上传的计划")
PLAN_PUBLISHED = declare_event("plans.plan_published", "发布计划")
PLAN_CLOSED = declare_event("plans.plan_closed", "结束计划")
