"""The kinds of acts of a change of a union."""

from zhijia.trail.kinds import declare_event

PROPOSED = declare_event("organising.change_proposed", "提出工会变更")
DISPOSED = declare_event("organising.change_members_disposed", "安排变更工会的会员")
APPROVED = declare_event("organising.change_approved", "批复工会变更")
DECLINED = declare_event("organising.change_declined", "不同意工会变更")
WITHDRAWN = declare_event("organising.change_withdrawn", "撤回工会变更")
CARRIED_OUT = declare_event("organising.change_carried_out", "办结工会变更")
