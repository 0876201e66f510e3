"""Kinds of events of this service."""

from zhijia.trail.kinds import declare_event

APPLIED = declare_event("organising.applied", "申请入会或转会")
APPLICANT_CONTACTED = declare_event("organising.applicant_contacted", "联系申请人")
APPLICATION_APPROVED = declare_event("organising.application_approved", "同意入会或转会")
APPLICATION_WITHDRAWN = declare_event("organising.application_withdrawn", "撤回入会、转会申请")
FOUNDING_HINTED = declare_event("organising.founding_hinted", "提示可以单独建会")
CORRECTION_ASKED = declare_event("organising.correction_asked", "申请更正个人信息")
CORRECTION_PROMISED = declare_event("organising.correction_promised", "承诺更正答复日期")
CORRECTION_ACCEPTED = declare_event("organising.correction_accepted", "同意更正个人信息")
CORRECTION_DECLINED = declare_event("organising.correction_declined", "不同意更正个人信息")
CORRECTION_WITHDRAWN = declare_event("organising.correction_withdrawn", "撤回更正申请")
INVITED = declare_event("organising.transfer_invited", "邀请转会")
APPLICATION_DECLINED = declare_event("organising.application_declined", "不同意入会或转会")
