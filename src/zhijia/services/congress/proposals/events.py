"""The kinds of acts of a proposal."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("congress.proposal_opened", "提出提案")
COSIGNED = declare_event("congress.proposal_cosigned", "联名提案")
REVISED = declare_event("congress.proposal_revised", "修改提案")
SUBMITTED = declare_event("congress.proposal_submitted", "提交提案")
WITHDRAWN = declare_event("congress.proposal_withdrawn", "撤回提案")
FILED = declare_event("congress.proposal_filed", "提案立案")
REFUSED = declare_event("congress.proposal_refused", "提案不予立案")
REDIRECTED = declare_event("congress.proposal_redirected", "提案转其他渠道办理")
MERGED = declare_event("congress.proposal_merged", "提案并案")
UNMERGED = declare_event("congress.proposal_unmerged", "提案撤销并案")
ASSIGNED = declare_event("congress.proposal_assigned", "提案交办")
RANKED = declare_event("congress.proposal_ranked", "确定重点提案")
REPLIED = declare_event("congress.proposal_replied", "答复提案")
RATED = declare_event("congress.proposal_rated", "评价提案答复")
REPORTED = declare_event("congress.proposal_reported", "向职代会报告提案")
